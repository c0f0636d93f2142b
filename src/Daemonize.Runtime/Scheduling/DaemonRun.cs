using Daemonize.Identity;
using Daemonize.Logging;

namespace Daemonize.Scheduling;

/// <summary>Calls the marked method as its definition says: once, or at every slot; and makes an exit code or a log line of what becomes of it.</summary>
internal sealed class DaemonRun(DaemonInstance instance, StopRequest stop, DaemonLink link)
{
    private const long NanosecondsPerTick = 100;

    private readonly DaemonProgress _progress = link.Progress;
    private DaemonContext _context = link.CreateContext();

    private bool _hasFailed;

    /// <summary>Why the schedule has ended.</summary>
    public StopReason Reason => _hasFailed ? StopReason.Failed : stop.Reason;

    public int Run(bool isOnce) => RunSchedule(isOnce) is not DaemonExitCode.Success and var exitCode ? exitCode : stop.ExitCode;

    private int RunSchedule(bool isOnce)
    {
        if (isOnce)
        {
            return RunToItsEnd();
        }

        var clock = new MonotonicClock(stop);
        var origin = clock.Now + (instance.Settings.InitialDelay.Ticks * NanosecondsPerTick);
        if (instance.Settings.Interval is not { } interval)
        {
            return clock.WaitUntil(origin) ? RunToItsEnd() : DaemonExitCode.Success;
        }

        var ticker = new Ticker(clock, new Grid(origin, interval.Ticks * NanosecondsPerTick));
        ticker.Run(() =>
        {
            _progress.AddSkipped(ticker.Skipped - _progress.Skipped);
            Tick();
        });
        return DaemonExitCode.Success;
    }

    /// <summary>A failed tick is told and counted, and the daemon goes on.</summary>
    private void Tick()
    {
        Begin();
        try
        {
            if (Call() is not 0 and var exitCode)
            {
                _progress.AddFailed();
                Log.Error(instance.Name, $"tick {_context.Tick} failed: it returned {exitCode}", exception: null);
            }
        }
        catch (OperationCanceledException) when (stop.IsRequested)
        {
            // The answer to the stop that the token asked for.
        }
        catch (Exception exception)
        {
            _progress.AddFailed();
            Log.Error(instance.Name, $"tick {_context.Tick} failed", exception);
        }
    }

    /// <summary>What the method returns is how the daemon exits; what it throws is a crash.</summary>
    private int RunToItsEnd()
    {
        Begin();
        try
        {
            var exitCode = Call();
            _hasFailed = exitCode != DaemonExitCode.Success;
            return exitCode;
        }
        catch (OperationCanceledException) when (stop.IsRequested)
        {
            return DaemonExitCode.Success;
        }
        catch (Exception exception)
        {
            _hasFailed = true;
            Log.Error(instance.Name, "failed", exception);
            return DaemonExitCode.Failure;
        }
    }

    private void Begin()
    {
        var now = DateTimeOffset.UtcNow;
        _context = new DaemonContext(link, _progress.BeginTick(isLate: false), now, now, TimeSpan.Zero);
    }

    /// <summary>The schedule's thread waits with the method, so that the next tick cannot begin before this one has ended.</summary>
    private int Call()
    {
        var result = instance.Bind()(_context, stop.Token);
        return result.IsCompletedSuccessfully ? result.Result : result.AsTask().GetAwaiter().GetResult();
    }
}
