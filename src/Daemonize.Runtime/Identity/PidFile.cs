using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Identity;

/// <summary>The pid file of the running daemon: written once, whole, by the daemon that holds the lock, and removed by it.</summary>
internal sealed class PidFile
{
    private readonly string _path;
    private readonly Lock _lock = new();
    private Descriptor? _file;

    private PidFile(string path, Descriptor file)
    {
        _path = path;
        _file = file;
    }

    /// <summary>Writes the process id. The caller holds the lock, so what stands there is nobody's any more.</summary>
    /// <param name="path">The pid file.</param>
    /// <param name="user">The user that the daemon, still root, is to be; null where it is that user already.</param>
    public static PidFile Write(string path, uint? user = null) => new(path, Create(path, user));

    /// <summary>
    /// Removes the file if it is still the one that was written. May be called from any thread, and more than once. A daemon that has given up root may have no
    /// right to the directory, or not see it: then the number at least is gone, which is soon somebody else's.
    /// </summary>
    public void Remove()
    {
        lock (_lock)
        {
            if (_file is { } file)
            {
                if (!OwnedFile.IsStillAt(_path, file) || Libc.unlink(_path) != 0)
                {
                    _ = Libc.ftruncate(file.Number, 0);
                }

                file.Dispose();
                _file = null;
            }
        }
    }

    /// <summary>Whether anything is at its path. Another file there is somebody's.</summary>
    public bool IsThere => FileStat.TryReadLink(_path, out _, out var errno) || errno != Libc.ENOENT;

    /// <summary>Writes the file again where it has been removed; false where it is there, or was removed by the daemon itself.</summary>
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

    /// <summary>Removes what a dead daemon left. The caller holds the lock; anything but a plain file of ours is left alone and false returned.</summary>
    public static bool TryRemoveStale(string path, uint? user = null)
    {
        if (!FileStat.TryReadLink(path, out var facts, out _) || !facts.IsRegular || (facts.Owner != Libc.geteuid() && facts.Owner != user))
        {
            return false;
        }

        return Libc.unlink(path) == 0;
    }

    private static Descriptor Create(string path, uint? user)
    {
        var file = OwnedFile.OpenOrCreate(path, Libc.O_WRONLY, user);
        try
        {
            if (Libc.ftruncate(file.Number, 0) != 0)
            {
                throw Errno.Exception($"write {path}", Errno.Last);
            }

            file.Write(Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"), $"write {path}");
            return file;
        }
        catch
        {
            new PidFile(path, file).Remove();
            throw;
        }
    }
}
