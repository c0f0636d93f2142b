using Daemonize.Logging;
using Daemonize.Platform;

namespace Daemonize.LogOutput;

/// <summary>
/// Compresses the logs that were moved away, in the background. The uncompressed file is removed when the compressed one is complete; the
/// next start compresses what a crash has left.
/// </summary>
internal sealed class LogCompressor
{
    private readonly string _path;
    private readonly Predicate<LogHandle> _isInUse;
    private readonly HashSet<string> _told = [];
    private readonly object _signal = new();
    private bool _hasWork = true;

    private LogCompressor(string path, Predicate<LogHandle> isInUse)
    {
        _path = path;
        _isInUse = isInUse;
    }

    /// <summary>Starts the thread.</summary>
    /// <param name="path">The path of the log, without a number.</param>
    /// <param name="isInUse">Whether a file is the one that lines are written to: if no new log could be created, that is a file that was
    /// moved away.</param>
    public static LogCompressor Start(string path, Predicate<LogHandle> isInUse)
    {
        var compressor = new LogCompressor(path, isInUse);
        new Thread(compressor.Run) { IsBackground = true, Name = "Daemonize log compression" }.Start();
        return compressor;
    }

    /// <summary>Wakes the thread: another log was moved away.</summary>
    public void Wake()
    {
        lock (_signal)
        {
            _hasWork = true;
            Monitor.Pulse(_signal);
        }
    }

    private void Run()
    {
        while (true)
        {
            lock (_signal)
            {
                while (!_hasWork)
                {
                    Monitor.Wait(_signal);
                }

                _hasWork = false;
            }

            string? problem;
            while (TryCompressNext(_path, _isInUse, out problem))
            {
            }

            // Logged once; retried when another log is moved away.
            if (problem is not null && _told.Add(problem))
            {
                Log.Error(LogRecords.Name, problem, exception: null);
            }
        }
    }

    /// <summary>Compresses the oldest log that is not compressed; false if there is none or it cannot be compressed.</summary>
    public static bool TryCompressNext(string path) => TryCompressNext(path, static _ => false, out _);

    private static bool TryCompressNext(string path, Predicate<LogHandle> isInUse, out string? problem)
    {
        problem = null;
        for (var number = Rotation.Last(path); number >= 1; number--)
        {
            var name = RotatedNames.Of(path, number);
            if (PathEntry.IsRegular(name))
            {
                try
                {
                    return TryCompress(path, name, isInUse);
                }
                catch (Exception exception) when (exception is IOException or DaemonException)
                {
                    problem = $"cannot compress the logs that were moved away from {path}: {exception.Message}; they stay as they are";
                    _ = PathEntry.TryRemove(path + RotatedNames.Unfinished, out _);
                    return false;
                }
            }
        }

        return false;
    }

    private static bool TryCompress(string path, string name, Predicate<LogHandle> isInUse)
    {
        using var copy = LogCopy.TryBegin(name, path + RotatedNames.Unfinished);
        copy?.Write();
        return copy is not null && TryReplace(path, copy.Source, isInUse);
    }

    /// <summary>Replaces the uncompressed file, which may have another number by now, or be gone.</summary>
    private static bool TryReplace(string path, LogHandle source, Predicate<LogHandle> isInUse)
    {
        lock (LogPump.Gate)
        {
            if (isInUse(source))
            {
                _ = PathEntry.TryRemove(path + RotatedNames.Unfinished, out _);
                return false;
            }

            for (var number = Rotation.Last(path); number >= 1; number--)
            {
                var name = RotatedNames.Of(path, number);
                if (source.IsStillAt(name))
                {
                    PathEntry.Rename(path + RotatedNames.Unfinished, name + RotatedNames.Compressed, "rename the compressed one");
                    PathEntry.Remove(name, "remove the uncompressed one");
                    return true;
                }
            }

            // The uncompressed file is gone: there is one fewer to compress.
            return PathEntry.TryRemove(path + RotatedNames.Unfinished, out _) && source.IsRemoved;
        }
    }
}
