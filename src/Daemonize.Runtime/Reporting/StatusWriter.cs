using Daemonize.Generated;
using Daemonize.Identity;
using Daemonize.Platform.Linux;
using Daemonize.Scheduling;

namespace Daemonize.Reporting;

/// <summary>
/// Keeps the status file up to date from the moment that the daemon is ready: at most once a second, and not at all while nothing changes. A change costs the
/// schedule one look at a flag, and now and then the setting of a timer.
/// </summary>
internal sealed class StatusWriter : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly DaemonInstance _instance;
    private readonly DaemonProgress _progress;
    private readonly TimeProvider _time;
    private readonly string _path;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly long _startTime;
    private long _lastWrite;
    private StatusText? _written;
    private bool _isDisposed;

    /// <summary>1 while a write is to come, which will tell of every change until then.</summary>
    private int _isDue;

    public StatusWriter(DaemonInstance instance, DaemonProgress progress, TimeProvider time)
    {
        _instance = instance;
        _progress = progress;
        _time = time;
        _lastWrite = time.GetTimestamp() - time.TimestampFrequency;
        _path = StatusFile.PathOf(instance.PidFile);
        _startTime = ThisProcess.Stat?.StartTime ?? 0;

        // Not with the caller's ExecutionContext, which would live as long as the timer.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(static writer => ((StatusWriter)writer!).Write(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        progress.Changed = Schedule;
        Schedule();
    }

    /// <summary>Ends the writing and removes the file.</summary>
    public void Dispose()
    {
        _progress.Changed = null;
        lock (_lock)
        {
            _isDisposed = true;
            _timer.Dispose();
            StatusFile.Remove(_path);
        }
    }

    private void Schedule()
    {
        if (Volatile.Read(ref _isDue) == 0 && Interlocked.Exchange(ref _isDue, 1) == 0)
        {
            // False when the daemon is about to leave.
            var wait = Pause - _time.GetElapsedTime(Volatile.Read(ref _lastWrite));
            _ = _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void Write()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            // Before the look: a change that comes after it is due anew.
            Volatile.Write(ref _lastWrite, _time.GetTimestamp());
            Interlocked.Exchange(ref _isDue, 0);
            var text = Look();
            if (text != _written)
            {
                _written = StatusFile.TryWrite(_path, text.Format()) ? text : null;
            }
        }
    }

    private StatusText Look() => new()
    {
        Name = _instance.Name,
        Pid = Environment.ProcessId,
        StartTime = _startTime,
        Ticks = _instance.Definition.Schedule == ScheduleKind.None ? null : _progress.Ticks,
        Skipped = _progress.Skipped,
        Late = _progress.Late,
        Failed = _progress.Failed,
        Next = _progress.Next,
        Report = _progress.Report,
    };
}
