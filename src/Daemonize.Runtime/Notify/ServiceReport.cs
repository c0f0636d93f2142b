using Daemonize.Options;
using Daemonize.Platform;

namespace Daemonize.Notify;

/// <summary>
/// Reports the state of a daemon to the service manager: ready, reloading, stopping. Asks for more time while a start or stop is within its
/// timeout, and sends signs of life while the schedule is on time. If the schedule hangs, they stop and the manager's watchdog acts.
/// </summary>
internal sealed class ServiceReport : IDisposable
{
    /// <summary>How much more time each request asks for. The request is repeated when half of it is over.</summary>
    private static readonly TimeSpan Extension = new(0, 0, 10);

    private readonly ServiceManager _manager;
    private readonly Settings _settings;
    private readonly Func<bool> _isHealthy;
    private readonly TimeProvider _time;
    private readonly Thread _thread;
    private readonly object _gate = new();
    private ServicePhase _phase = ServicePhase.Starting;
    private long _phaseBegin;
    private bool _isEnded;

    /// <param name="manager">The service manager that receives the reports.</param>
    /// <param name="settings">The settings with StartTimeout and StopTimeout.</param>
    /// <param name="isHealthy">Tells whether the schedule is on time. While it is not, the watchdog gets no sign of life.</param>
    /// <param name="time">The clock that measures how long a phase lasts.</param>
    public ServiceReport(ServiceManager manager, Settings settings, Func<bool> isHealthy, TimeProvider time)
    {
        _manager = manager;
        _settings = settings;
        _isHealthy = isHealthy;
        _time = time;
        _phaseBegin = time.GetTimestamp();

        // A separate thread: a pool that user code keeps busy must not look like a daemon that hangs.
        _thread = new Thread(Repeat) { IsBackground = true, Name = "service manager" };
        _thread.UnsafeStart();
    }

    public void Ready(string status) => Enter(ServicePhase.Ready, () => _manager.Ready(status));

    public void Reloading() => _manager.Reloading();

    /// <summary>Reports the end of a reload, successful or not: a daemon that keeps its previous configuration is ready too.</summary>
    public void Reloaded(string status)
    {
        lock (_gate)
        {
            if (_phase == ServicePhase.Ready)
            {
                _manager.Ready(status);
            }
        }
    }

    public void Stopping() => Enter(ServicePhase.Stopping, _manager.Stopping);

    public void Tell(string status)
    {
        lock (_gate)
        {
            if (_phase == ServicePhase.Ready)
            {
                _manager.Status(status);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isEnded = true;
            Monitor.PulseAll(_gate);
        }

        _thread.Join();
    }

    private void Enter(ServicePhase phase, Action report)
    {
        lock (_gate)
        {
            if (phase > _phase)
            {
                _phase = phase;
                _phaseBegin = _time.GetTimestamp();
                report();
                Monitor.PulseAll(_gate);
            }
        }
    }

    private void Repeat()
    {
        lock (_gate)
        {
            while (!_isEnded)
            {
                Repeat(_phase);
                _ = Monitor.Wait(_gate, FindWait(_phase, _manager.WatchdogPeriod));
            }
        }
    }

    private void Repeat(ServicePhase phase)
    {
        var left = TimeoutOf(phase) - _time.GetElapsedTime(_phaseBegin);
        if (left > TimeSpan.Zero)
        {
            _manager.ExtendTimeout(left < Extension ? left : Extension);
        }

        if (_manager.WatchdogPeriod is not null && (left > TimeSpan.Zero || (phase == ServicePhase.Ready && _isHealthy())))
        {
            _manager.Watchdog();
        }
    }

    /// <summary>
    /// Gets the time until the next message. A period may be longer than .NET can wait, and half of it may be shorter than a millisecond.
    /// </summary>
    internal static TimeSpan FindWait(ServicePhase phase, TimeSpan? watchdogPeriod)
    {
        var half = watchdogPeriod / 2;
        var wait = phase == ServicePhase.Ready || half < Extension / 2 ? half : Extension / 2;
        return wait is { } time ? LongWait.Piece(time) : Timeout.InfiniteTimeSpan;
    }

    /// <summary>Gets the timeout of a phase; zero while the daemon is ready, which needs no extension.</summary>
    private TimeSpan TimeoutOf(ServicePhase phase) => phase switch
    {
        ServicePhase.Starting => _settings.StartTimeout,
        ServicePhase.Stopping => _settings.StopTimeout,
        _ => TimeSpan.Zero,
    };
}

/// <summary>The phases of a daemon, in the order in which it passes through them.</summary>
internal enum ServicePhase
{
    Starting,
    Ready,
    Stopping,
}
