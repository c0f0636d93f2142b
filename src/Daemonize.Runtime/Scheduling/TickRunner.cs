using System.Globalization;

namespace Daemonize.Scheduling;

/// <summary>Makes a tick of a slot: its number, its context, the call, and what becomes of it.</summary>
internal sealed class TickRunner(MethodCall call, Failures failures, DaemonLink link, IClock clock, TimeProvider time)
{
    public async Task RunAsync(TakenSlot taken, CancellationToken replaced)
    {
        var number = link.Progress.BeginTick(taken.IsLate);
        var startedAt = time.GetUtcNow();
        var begin = time.GetTimestamp();
        var context = new DaemonContext(link, number, clock.ToUtc(taken.Slot.Instant), startedAt, TimeSpan.FromTicks(taken.Late));
        var what = string.Create(CultureInfo.InvariantCulture, $"tick {number}");
        var failure = await call.RunAsync(context, what, replaced).ConfigureAwait(false);
        if (failure is { } left)
        {
            failures.Add(what, left.Exception, left.Action);
        }
        else
        {
            failures.AddSuccess();
        }

        link.Progress.EndTick(new TickOutcome(number, startedAt, time.GetElapsedTime(begin), Succeeded: failure is null));
    }
}
