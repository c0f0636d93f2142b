using System.Text;
using Daemonize.Platform;

namespace Daemonize.Identity;

/// <summary>The pid file of the running daemon. The daemon that holds the lock writes it once, in one write, and removes it.</summary>
internal sealed class PidFile
{
    private readonly string _path;
    private readonly Lock _lock = new();
    private SmallFile? _file;

    private PidFile(string path, SmallFile file)
    {
        _path = path;
        _file = file;
    }

    /// <summary>Writes the process id. The caller holds the lock, so no running daemon needs the existing text.</summary>
    /// <param name="path">The path of the pid file.</param>
    /// <param name="user">The user that the daemon, which is still root, will run as; null if it already runs as that user.</param>
    public static PidFile Write(string path, uint? user = null) => new(path, Create(path, user));

    /// <summary>
    /// Removes the file if it is still the one that was written. Can be called from any thread, and more than once. A daemon that has given
    /// up root may have no right to the directory, or not see it: then it removes at least the number, which another process may soon have.
    /// </summary>
    public void Remove()
    {
        lock (_lock)
        {
            if (_file is { } file)
            {
                if (!file.IsStillAt(_path) || !SmallFile.TryRemove(_path))
                {
                    _ = file.TryEmpty();
                }

                file.Dispose();
                _file = null;
            }
        }
    }

    /// <summary>Whether a file is at the path. It may be another than the one written.</summary>
    public bool IsThere => FileStat.TryReadLink(_path, out _, out var error) || !error.IsNotFound;

    /// <summary>Writes the file again if it was removed; false if it exists, or if the daemon itself has removed it.</summary>
    public bool TryPutBack()
    {
        lock (_lock)
        {
            if (_file is not { } old || IsThere)
            {
                return false;
            }

            _file = Create(_path, user: null);
            old.Dispose();
            return true;
        }
    }

    /// <summary>
    /// Removes the file of a dead daemon; false for anything but a regular file of this user, which is left alone. The caller holds the
    /// lock.
    /// </summary>
    public static bool TryRemoveStale(string path, uint? user = null)
    {
        return FileStat.TryReadLink(path, out var facts, out _) && facts.IsRegular
            && (facts.Owner == ThisProcess.UserId || facts.Owner == user) && SmallFile.TryRemove(path);
    }

    private static SmallFile Create(string path, uint? user)
    {
        var file = SmallFile.OpenOwned(path, user);
        try
        {
            file.Rewrite(Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"), path);
            return file;
        }
        catch
        {
            new PidFile(path, file).Remove();
            throw;
        }
    }
}
