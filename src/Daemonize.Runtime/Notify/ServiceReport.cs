using System.Globalization;
using Daemonize.Options;
using Daemonize.Scheduling;

namespace Daemonize.Notify;

/// <summary>
/// What the service manager hears of a daemon's life: that it is ready, reloads, stops; that a long start or stop is still within the time that the settings give
/// it; and, while the schedule keeps what it promises, that all is well. A schedule that hangs is silent, and the manager's watchdog acts.
/// </summary>
internal sealed class ServiceReport : IDisposable
{
    /// <summary>How much more time is asked for; and it is asked for again when half of it is over.</summary>
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

    /// <param name="manager">Who hears it.</param>
    /// <param name="settings">The timeouts.</param>
    /// <param name="isHealthy">Whether the schedule keeps what it promises.</param>
    /// <param name="time">The clock.</param>
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

    public void Ready(string status) => Enter(ServicePhase.Ready, $"READY=1\n{StatusOf(status)}");

    /// <summary>sd_notify(3): the time tells the manager which of several reloads this one answers.</summary>
    public void Reloading() => _manager.Tell(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={MonotonicMicroseconds}"));

    /// <summary>A reload is over, whether it went well or not: a daemon that keeps its previous configuration is ready all the same.</summary>
    public void Reloaded(string status)
    {
        lock (_gate)
        {
            if (_phase == ServicePhase.Ready)
            {
                _manager.Tell($"READY=1\n{StatusOf(status)}");
            }
        }
    }

    public void Stopping() => Enter(ServicePhase.Stopping, "STOPPING=1\nSTATUS=stopping");

    public void Tell(string status)
    {
        lock (_gate)
        {
            if (_phase == ServicePhase.Ready)
            {
                _manager.Tell(StatusOf(status));
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

    /// <summary>systemd ignores a whole message, the READY=1 in it too, that is longer than 4096 bytes or has a NUL in it.</summary>
    private static string StatusOf(string status) => $"STATUS={OneLine.From(status, OneLine.Long)}";

    private long MonotonicMicroseconds => _time.GetTimestamp() / (_time.TimestampFrequency / 1_000_000);

    private void Enter(ServicePhase phase, string lines)
    {
        lock (_gate)
        {
            if (phase > _phase)
            {
                _phase = phase;
                _phaseBegin = _time.GetTimestamp();
                _manager.Tell(lines);
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
            var more = left < Extension ? left : Extension;
            _manager.Tell(string.Create(CultureInfo.InvariantCulture, $"EXTEND_TIMEOUT_USEC={(long)more.TotalMicroseconds}"));
        }

        if (_manager.WatchdogPeriod is not null && (left > TimeSpan.Zero || (phase == ServicePhase.Ready && _isHealthy())))
        {
            _manager.Tell("WATCHDOG=1");
        }
    }

    /// <summary>How long until the next message. A period may be longer than a wait of .NET, and half of it shorter than a millisecond.</summary>
    internal static TimeSpan FindWait(ServicePhase phase, TimeSpan? watchdogPeriod)
    {
        var half = watchdogPeriod / 2;
        var wait = phase == ServicePhase.Ready || half < Extension / 2 ? half : Extension / 2;
        return wait is { } time ? LongWait.Piece(time) : Timeout.InfiniteTimeSpan;
    }

    /// <summary>How long the daemon may be in a phase; while it is ready, no time is needed.</summary>
    private TimeSpan TimeoutOf(ServicePhase phase) => phase switch
    {
        ServicePhase.Starting => _settings.StartTimeout,
        ServicePhase.Stopping => _settings.StopTimeout,
        _ => TimeSpan.Zero,
    };
}

/// <summary>In the order in which a daemon goes through them.</summary>
internal enum ServicePhase
{
    Starting,
    Ready,
    Stopping,
}
