namespace Daemonize.Platform;

/// <summary>
/// The lock that a process holds for a whole term: a file that it has open with <see cref="FileShare.None"/>, until it ends in any way.
/// </summary>
internal sealed class TermLock : IDisposable
{
    /// <summary>How often a held lock is tried, because a process that only looks at it holds it for a moment.</summary>
    private const int Attempts = 5;

    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(2);

    private readonly FileStream _file;
    private readonly string _path;

    private TermLock(FileStream file, string path) => (_file, _path) = (file, path);

    /// <summary>Whether the file is still at its path. If it was removed, no other process will ever see this lock.</summary>
    public bool IsStillThere => File.Exists(_path);

    /// <summary>Takes the lock; null if another process or another store of this one has it.</summary>
    public static TermLock? TryTake(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (PrivateFile.TryOpen(path) is { } file)
            {
                return new TermLock(file, path);
            }

            if (attempt == Attempts)
            {
                return null;
            }

            Thread.Sleep(TryAgain);
        }
    }

    /// <summary>Whether a process, this one included, has the lock.</summary>
    public static bool IsHeld(string path) => PrivateFile.IsOpen(path);

    public void Dispose() => _file.Dispose();
}
