using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.LogOutput;
using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Reporting;

namespace Daemonize.Lifetime;

/// <summary>
/// Restores the files of a running daemon after something else has removed them: a cleaner of temporary files, a script that tidies /run,
/// the end of a login session. Without the files a verb must search for the daemon, and a reader of the pid file takes the daemon for dead.
/// </summary>
internal sealed class FileKeeper : IDisposable
{
    /// <summary>
    /// The time between two checks. A check costs a handful of system calls, and a few seconds are soon enough: until then the verbs find
    /// the daemon by the lock that it holds.
    /// </summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How many refusals of the lock are not reported. A command that is about to find this daemon has the lock for a moment; a process
    /// that has it longer is another daemon.
    /// </summary>
    private const int RefusalsToTell = 1;

    private readonly DaemonInstance _instance;
    private readonly InstanceLock _held;
    private readonly PidFile _pidFile;
    private readonly HeldDirectory? _directory;
    private readonly Timer _timer;
    private readonly Lock _lock = new();
    private readonly bool _isDetached;
    private readonly string _statusFile;
    private int? _count;
    private bool _isOver;
    private bool _hasFailed;
    private int _refusals;

    private FileKeeper(DaemonInstance instance, InstanceLock held, PidFile pidFile, bool isDetached)
    {
        _isDetached = isDetached;
        _statusFile = StatusFile.PathOf(instance.PidFile);
        _instance = instance;
        _held = held;
        _pidFile = pidFile;
        _directory = Directories.FindTemporary(instance.PidFile) is { } temporary ? HeldDirectory.TryHold(temporary) : null;
        _count = instance.IsNumbered ? InstanceCount.TryRead(instance.CountFile) : null;

        // Without the caller's ExecutionContext, which would live as long as the timer.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = new Timer(static keeper => ((FileKeeper)keeper!).Look(), this, Pause, Pause);
        }
    }

    /// <summary>Starts to keep the files; null with a root directory, from which the files are not visible.</summary>
    public static FileKeeper? Begin(DaemonInstance instance, InstanceLock held, PidFile pidFile, bool isDetached) =>
        instance.Settings.RootDirectory is null ? new FileKeeper(instance, held, pidFile, isDetached) : null;

    /// <summary>Stops restoring files: from now on the daemon removes them itself.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
        }

        _timer.Dispose();
        _directory?.Dispose();
    }

    private void Look()
    {
        lock (_lock)
        {
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
            }
            catch (DaemonException exception)
            {
                TellOnce(exception.Message);
            }
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
