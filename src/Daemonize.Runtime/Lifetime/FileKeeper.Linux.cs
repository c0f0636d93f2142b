using System.Diagnostics;
using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.LogOutput;
using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Scheduling;

namespace Daemonize.Lifetime;

/// <summary>
/// Restores the files of a running daemon after something else has removed them: a cleaner of temporary files, a script that tidies /run,
/// the end of a login session. Without the files a verb must search for the daemon, and a reader of the pid file takes the daemon for dead.
/// The thread of the schedule looks, between ticks. A method that is called once may keep that thread, so there another one looks.
/// </summary>
internal sealed class FileKeeper : IDisposable, IUpkeep
{
    /// <summary>
    /// The time between two checks where the thread is awake anyway. A check costs a handful of system calls, and a few seconds are soon
    /// enough: until then the verbs find the daemon by the lock that it holds.
    /// </summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <summary>The longest time between two checks, for which the thread wakes up.</summary>
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many refusals of the lock are not reported. A command that is about to find this daemon has the lock for a moment; a process
    /// that has it longer is another daemon.
    /// </summary>
    private const int RefusalsToTell = 1;

    private readonly DaemonInstance _instance;
    private readonly InstanceLock _held;
    private readonly PidFile _pidFile;
    private readonly HeldDirectory? _directory;
    private readonly HistoryKeeper _history;
    private readonly object _gate = new();
    private readonly bool _isDetached;
    private readonly string _statusFile;
    private long _lookedAt = Stopwatch.GetTimestamp();
    private int? _count;
    private bool _isOver;
    private bool _hasFailed;
    private int _refusals;

    private FileKeeper(DaemonInstance instance, InstanceLock held, PidFile pidFile, HistoryKeeper history, bool isDetached)
    {
        _history = history;
        _isDetached = isDetached;
        _statusFile = StatusFile.PathOf(instance.PidFile);
        _instance = instance;
        _held = held;
        _pidFile = pidFile;
        _directory = Directories.FindTemporary(instance.PidFile) is { } temporary ? HeldDirectory.TryHold(temporary) : null;
        _count = instance.IsNumbered ? InstanceCount.TryRead(instance.CountFile) : null;
    }

    /// <summary>Starts to keep the files; null with a root directory, from which the files are not visible.</summary>
    public static FileKeeper? Begin(
        DaemonInstance instance, InstanceLock held, PidFile pidFile, HistoryKeeper history, bool isDetached)
    {
        if (instance.Settings.RootDirectory is not null)
        {
            return null;
        }

        var keeper = new FileKeeper(instance, held, pidFile, history, isDetached);
        if (instance.Definition.Schedule == ScheduleKind.None)
        {
            new Thread(keeper.LookUntilDisposed) { IsBackground = true, Name = "Daemonize files" }.UnsafeStart();
        }

        return keeper;
    }

    /// <summary>Stops restoring files: from now on the daemon removes them itself.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            Monitor.PulseAll(_gate);
        }

        _directory?.Dispose();
    }

    long IUpkeep.Look()
    {
        lock (_gate)
        {
            if (Stopwatch.GetElapsedTime(_lookedAt) >= Pause)
            {
                Look();
            }

            return _lookedAt + (long)(LongPause.TotalSeconds * Stopwatch.Frequency);
        }
    }

    private void LookUntilDisposed()
    {
        lock (_gate)
        {
            while (!_isOver)
            {
                _ = Monitor.Wait(_gate, Pause);
                Look();
            }
        }
    }

    private void Look()
    {
        _lookedAt = Stopwatch.GetTimestamp();
        if (_isOver)
        {
            return;
        }

        // Only numbered instances have a count file; the count changes when they are scaled.
        var count = _instance.IsNumbered ? InstanceCount.TryRead(_instance.CountFile) : null;
        var isCountMissing = count is null && _count is not null;
        _count = count ?? _count;
        try
        {
            PutBackLog();
            if (!_held.IsStillThere || !_pidFile.IsThere)
            {
                PutBack();
            }

            if (isCountMissing)
            {
                PutBackCount();
            }

            if (PathEntry.IsMissing(_statusFile))
            {
                ExitReport.Rewrite();
            }

            _history.PutBack();
        }
        catch (DaemonException exception)
        {
            TellOnce(exception.Message);
        }
    }

    private void PutBack()
    {
        List<string> removed = [];
        _instance.CreateRuntimeDirectory();
        if (!_held.IsStillThere)
        {
            if (!_held.TryPutBack())
            {
                _refusals++;
                if (_refusals > RefusalsToTell)
                {
                    TellOnce("another process has locked it");
                }

                return;
            }

            removed.Add(_instance.LockFile);
            ExitReport.Rewrite();
        }

        if (_pidFile.TryPutBack())
        {
            removed.Add(_instance.PidFile);
        }

        if (removed.Count > 0)
        {
            (_hasFailed, _refusals) = (false, 0);
            Log.Write(
                LogLevels.Warning, _instance.Name, $"{string.Join(" and ", removed)} had been removed while the daemon runs; put back",
                exception: null);
        }
    }

    /// <summary>Restores the count file, unless a command is changing the count: then that command owns the file.</summary>
    private void PutBackCount()
    {
        if (LockProbe.Of(_instance.ScalingLockFile).State == LockState.Free)
        {
            InstanceCount.Write(_instance.CountFile, _count!.Value);
        }
    }

    /// <summary>Reopens a log that was removed: text written to a file without a name is lost, and its space is not freed.</summary>
    private void PutBackLog()
    {
        if (_isDetached && LogStreams.IsRemoved())
        {
            _ = LogStreams.Reopen(_instance, "log reopened: it had been removed");
        }
    }

    private void TellOnce(string problem)
    {
        if (!_hasFailed)
        {
            _hasFailed = true;
            Log.Write(
                LogLevels.Warning,
                _instance.Name,
                $"the lock file {_instance.LockFile} or the pid file has been removed while the daemon runs, and cannot be put back: " +
                $"{problem}; status and stop find the daemon all the same",
                exception: null);
        }
    }
}
