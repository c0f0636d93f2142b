using Daemonize.History;
using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Scheduling;

namespace Daemonize.Lifetime;

/// <summary>Opens the history of a daemon when it is ready, so that no start waits for it, and restores it if it is removed.</summary>
/// <param name="instance">The instance whose history it is.</param>
/// <param name="progress">The progress that the history shows.</param>
/// <param name="past">The previous runs; null if the daemon has no watcher.</param>
internal sealed class HistoryKeeper(DaemonInstance instance, DaemonProgress progress, RestartHistory? past)
{
    private readonly string _path = HistoryFile.PathOf(instance.PidFile);

    /// <summary>A method that is called once may become ready on another thread than that which restores files.</summary>
    private readonly Lock _gate = new();
    private HistoryWriter? _writer;
    private DateTimeOffset? _readyAt;

    /// <summary>Opens the file, if the settings ask for one, and records that the daemon is ready.</summary>
    public void Open()
    {
        lock (_gate)
        {
            _readyAt = DateTimeOffset.UtcNow;
            if (instance.Settings.History)
            {
                TryOpen();
            }
        }
    }

    /// <summary>Restores a file that was removed, replaced or truncated, and tries again to open one that could not be opened.</summary>
    public void PutBack()
    {
        lock (_gate)
        {
            if (_readyAt is null || !instance.Settings.History)
            {
                return;
            }

            if (_writer is not { } writer)
            {
                TryOpen();
            }
            else if (!writer.TryPutBack(DateTimeOffset.UtcNow, out var isOpened, out var error))
            {
                TellOnce(error);
            }
            else if (isOpened)
            {
                Use(writer);
            }
        }
    }

    private void TryOpen()
    {
        _writer = HistoryWriter.TryOpen(_path, DateTimeOffset.UtcNow, instance.Settings.Shards > 0, out var error);
        if (_writer is null)
        {
            TellOnce(error);
            return;
        }

        Use(_writer);
        var start = past is { Restarts: > 0 and var restarts } ? (HistoryKind.Restarted, restarts) : (HistoryKind.Started, 0);
        progress.Note(start.Item1, start.Item2, at: ProcessTable.StartOf(ThisProcess.StartTime));
        progress.Note(HistoryKind.Ready, count: 0, at: _readyAt);
    }

    private void Use(HistoryWriter writer)
    {
        progress.HistoryError = null;
        progress.History = writer;

        // The status file has the numbers of before until it says that the history has them.
        ExitReport.Rewrite();
    }

    private void TellOnce(SystemError error)
    {
        if (progress.HistoryError is null)
        {
            progress.HistoryError = $"cannot write {_path}: {error.Message}";
            Log.Write(
                LogLevels.Warning, instance.Name, $"no history: {progress.HistoryError}; status works without it", exception: null);
            progress.Changed?.Invoke();
        }
    }
}
