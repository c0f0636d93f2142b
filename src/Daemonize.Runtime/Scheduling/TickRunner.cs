using System.Globalization;

namespace Daemonize.Scheduling;

/// <summary>Makes a tick of a slot: its number, its context, the call, and what becomes of it.</summary>
internal sealed class TickRunner(MethodCall call, Failures failures, DaemonLink link, IClock clock, TimeProvider time)
{
    public async Task RunAsync(TakenSlot taken, CancellationToken replaced)
    {
        var number = link.Progress.BeginTick(taken.IsLate);
        var context = new DaemonContext(link, number, clock.ToUtc(taken.Slot.Instant), time.GetUtcNow(), TimeSpan.FromTicks(taken.Late));
        var what = string.Create(CultureInfo.InvariantCulture, $"tick {number}");
        if (await call.RunAsync(context, what, replaced).ConfigureAwait(false) is { } failure)
        {
            failures.Add(what, failure.Exception, failure.Action);
        }
        else
        {
            failures.AddSuccess();
        }
    }
}
