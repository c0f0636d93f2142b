using Daemonize.Platform;

namespace Daemonize.LogOutput;

/// <summary>Determines when a log is moved away, and how many of them are kept.</summary>
/// <param name="MaxSize">The size in bytes at which the log is moved away.</param>
/// <param name="Backups">The number of logs to keep, 0 or more.</param>
/// <param name="Compress">Whether the logs that are kept are compressed.</param>
internal sealed record Rotation(long MaxSize, int Backups, bool Compress)
{
    /// <summary>
    /// Moves the file at <paramref name="path"/>, which is <paramref name="file"/>, out of the way, under a lock of the file that another
    /// daemon with the same log takes too.
    /// </summary>
    /// <param name="path">The path of the log.</param>
    /// <param name="file">The log that this process has open.</param>
    /// <param name="problem">Why the file is still at its place, as a phrase for a message.</param>
    public MoveResult TryMoveAway(string path, LogHandle file, out string problem)
    {
        problem = "";
        if (!file.TryLock(out var lockProblem))
        {
            problem = lockProblem is null ? "another process holds a lock of it" : $"cannot lock it: {lockProblem}";
            return lockProblem is null ? MoveResult.Locked : MoveResult.Failed;
        }

        if (!file.IsStillAt(path))
        {
            return MoveResult.WasMoved;
        }

        if (TryShift(path, out var failure) && TryFree(path, out failure))
        {
            return MoveResult.Moved;
        }

        if (failure is null)
        {
            // logrotate takes no lock: if the file is missing, logrotate was quicker after all.
            return MoveResult.WasMoved;
        }

        // The file stays in use here, but another daemon with the same log may have the right to move it.
        file.Unlock();
        problem = failure;
        return MoveResult.Failed;
    }

    /// <summary>
    /// Gets the number of the last log before the first gap, 0 if there is none. It can be larger than <see cref="Backups"/>: after a
    /// smaller number is set, the old logs must not stay for ever.
    /// </summary>
    public static int Last(string path)
    {
        var last = 0;
        while (Exists(path, last + 1))
        {
            last++;
        }

        return last;
    }

    private static bool Exists(string path, int number) =>
        PathEntry.Exists(RotatedNames.Of(path, number)) || PathEntry.Exists(RotatedNames.Of(path, number) + RotatedNames.Compressed);

    /// <summary>
    /// Makes room for a new <c>.1</c>: each log gets the next number, the oldest first, and logs beyond <see cref="Backups"/> are removed.
    /// </summary>
    private bool TryShift(string path, out string? problem)
    {
        for (var number = Last(path); number >= 1; number--)
        {
            foreach (var end in (ReadOnlySpan<string>)["", RotatedNames.Compressed])
            {
                var name = RotatedNames.Of(path, number) + end;
                var isDone =
                    number >= Backups
                        ? PathEntry.TryRemove(name, out problem)
                        : PathEntry.TryRename(name, RotatedNames.Of(path, number + 1) + end, out problem);
                if (!isDone && problem is not null)
                {
                    return false;
                }
            }
        }

        problem = null;
        return true;
    }

    /// <summary>Takes the log itself out of the way. Without a problem, false means that it is missing.</summary>
    private bool TryFree(string path, out string? problem) => Backups == 0
        ? PathEntry.TryRemove(path, out problem)
        : PathEntry.TryRename(path, RotatedNames.Of(path, 1), out problem);
}

/// <summary>The result of an attempt to move a log away.</summary>
internal enum MoveResult
{
    /// <summary>The log is out of the way.</summary>
    Moved,

    /// <summary>The log was not at its place: another process was quicker.</summary>
    WasMoved,

    /// <summary>Another process has locked the log to move it, which takes an instant.</summary>
    Locked,

    /// <summary>The log cannot be moved.</summary>
    Failed,
}
