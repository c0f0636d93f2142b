using System.Globalization;
using Daemonize.Options;
using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Notify;

/// <summary>
/// Reports the state of a daemon to the service manager: ready, reloading, stopping. Asks for more time while a start or stop is within its
/// timeout, and sends WATCHDOG=1 while the schedule is on time. If the schedule hangs, the messages stop and the manager's watchdog acts.
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
    /// <param name="isHealthy">Tells whether the schedule is on time. While it is not, no WATCHDOG=1 is sent.</param>
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

    public void Ready(string status) => Enter(ServicePhase.Ready, $"READY=1\n{StatusOf(status)}");

    /// <summary>
    /// Reports the start of a reload. The time tells the manager which of several reloads the next READY=1 answers (sd_notify(3)).
    /// </summary>
    public void Reloading() =>
        _manager.Tell(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={MonotonicMicroseconds}"));

    /// <summary>Reports the end of a reload, successful or not: a daemon that keeps its previous configuration is ready too.</summary>
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

    /// <summary>
    /// Formats a STATUS line. systemd ignores a whole message, including its READY=1, if it is longer than 4096 bytes or contains a NUL.
    /// </summary>
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
