using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;

namespace Daemonize.Stages;

/// <summary>
/// Puts the files of a running daemon back that something outside has removed: a cleaner of temporary files, a script that tidies /run, the end of a login session.
/// Without them a verb would have to search for the daemon, and whoever reads the pid file would take it for dead.
/// </summary>
internal sealed class FileKeeper : IDisposable
{
    /// <summary>A look costs a handful of system calls; "within seconds" is soon enough, for until then the verbs find the daemon by the lock that it holds.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <summary>A command that is about to find this daemon has the lock for a moment; one that has it longer is another daemon.</summary>
    private const int RefusalsToTell = 1;

    private readonly DaemonInstance _instance;
    private readonly InstanceLock _held;
    private readonly PidFile _pidFile;
    private readonly Descriptor? _directory;
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
        _directory = HoldTemporary(instance);
        _count = instance.IsNumbered ? InstanceCount.TryRead(instance.CountFile) : null;

        // Not with the caller's ExecutionContext, which would live as long as the timer.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = new Timer(static keeper => ((FileKeeper)keeper!).Look(), this, Pause, Pause);
        }
    }

    /// <summary>Begins; null behind a root directory, from where the files cannot be seen.</summary>
    public static FileKeeper? Begin(DaemonInstance instance, InstanceLock held, PidFile pidFile, bool isDetached) =>
        instance.Settings.RootDirectory is null ? new FileKeeper(instance, held, pidFile, isDetached) : null;

    /// <summary>From now on nothing is put back: the daemon removes its files itself.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
        }

        _timer.Dispose();
        _directory?.Dispose();
    }

    /// <summary>
    /// systemd-tmpfiles(8) leaves a directory alone, with all that is in it, on which somebody holds a lock of flock(2).
    /// </summary>
    private static Descriptor? HoldTemporary(DaemonInstance instance)
    {
        if (Directories.FindTemporary(instance.PidFile) is not { } path || Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC, 0) is not (>= 0 and var number))
        {
            return null;
        }

        // Where the lock is refused, the files are put back like any others.
        var directory = new Descriptor(number).MoveOutOfTheWay();
        _ = Libc.flock2(directory.Number, Libc.LOCK_SH | Libc.LOCK_NB);
        return directory;
    }

    private void Look()
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return;
            }

            // Only numbered instances have it; it changes when they are scaled.
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

                if (!FileStat.TryReadLink(_statusFile, out _, out var errno) && errno == Libc.ENOENT)
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
            Log.Write(LogLevels.Warning, _instance.Name, $"{string.Join(" and ", removed)} had been removed while the daemon runs; put back", exception: null);
        }
    }

    /// <summary>While a command changes how many there are, the file is that command's.</summary>
    private void PutBackCount()
    {
        if (LockProbe.Of(_instance.TurnFile).State == LockState.Free)
        {
            InstanceCount.Write(_instance.CountFile, _count!.Value);
        }
    }

    /// <summary>What is written to a file without a name is lost, and its space is not given back.</summary>
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
                $"the lock file {_instance.LockFile} or the pid file has been removed while the daemon runs, and cannot be put back: {problem}; status and stop find the daemon all the same",
                exception: null);
        }
    }
}
