using Daemonize.Generated;
using Daemonize.Identity;
using Daemonize.Platform.Linux;
using Daemonize.Scheduling;

namespace Daemonize.Reporting;

/// <summary>
/// Keeps the status file up to date from the moment that the daemon is ready: at most once a second, and not at all while nothing changes. A change costs the
/// schedule one look at a flag, and now and then a thread's waking. The thread is the writer's own: a timer would bring the pool with its threads into a daemon that
/// may have no other use for them.
/// </summary>
internal sealed class StatusWriter : IDisposable
{
    private const int Pause = 1000;

    /// <summary>Room enough for a small file's text.</summary>
    private const int StackSize = 128 * 1024;

    private readonly DaemonInstance _instance;
    private readonly DaemonProgress _progress;
    private readonly string _path;
    private readonly object _due = new();

    /// <summary>Held while the file is written, which must not hold up who has only something to tell.</summary>
    private readonly Lock _file = new();
    private readonly long _startTime;
    private long _lastWrite = Environment.TickCount64 - Pause;
    private StatusText? _written;
    private volatile bool _isDisposed;

    /// <summary>Whether a write is to come, which will tell of every change until then. Set under the lock.</summary>
    private volatile bool _isDue = true;

    public StatusWriter(DaemonInstance instance, DaemonProgress progress)
    {
        _instance = instance;
        _progress = progress;
        _path = StatusFile.PathOf(instance.PidFile);
        _startTime = ProcFs.TryReadStat(Environment.ProcessId)?.StartTime ?? 0;

        progress.Changed = Schedule;
        new Thread(Run, StackSize) { IsBackground = true, Name = "status" }.UnsafeStart();
    }

    /// <summary>Ends the writing and removes the file.</summary>
    public void Dispose()
    {
        _progress.Changed = null;
        lock (_due)
        {
            _isDisposed = true;
            Monitor.Pulse(_due);
        }

        lock (_file)
        {
            StatusFile.Remove(_path);
        }
    }

    private void Schedule()
    {
        // Both this and the writer must see the other's change: that of the progress comes before the look at the flag, as the flag's before the look at the progress.
        Interlocked.MemoryBarrier();
        if (_isDue)
        {
            return;
        }

        lock (_due)
        {
            _isDue = true;
            Monitor.Pulse(_due);
        }
    }

    private void Run()
    {
        while (WaitUntilDue())
        {
            lock (_file)
            {
                if (!_isDisposed)
                {
                    Write();
                }
            }
        }
    }

    /// <summary>Whether there is something to write; false when it is over.</summary>
    private bool WaitUntilDue()
    {
        lock (_due)
        {
            while (!_isDisposed)
            {
                var wait = _lastWrite + Pause - Environment.TickCount64;
                if (_isDue && wait <= 0)
                {
                    _lastWrite = Environment.TickCount64;
                    _isDue = false;
                    return true;
                }

                Monitor.Wait(_due, _isDue ? (int)wait : Timeout.Infinite);
            }

            return false;
        }
    }

    private void Write()
    {
        Interlocked.MemoryBarrier();
        var text = Look();
        if (text != _written)
        {
            _written = StatusFile.TryWrite(_path, text.Format()) ? text : null;
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
