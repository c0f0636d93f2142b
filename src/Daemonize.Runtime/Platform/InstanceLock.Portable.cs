using System.Text;

namespace Daemonize.Platform;

/// <summary>
/// The lock that allows only one daemon per pid file: a file that the daemon has opened with <see cref="FileShare.None"/>, until it ends in
/// any way. Nobody else can open such a file, so the record is in a second one next to it.
/// </summary>
internal sealed class InstanceLock : IDisposable
{
    /// <summary>The value of <see cref="LockRecord.LockDescriptor"/> for a process with a controlling terminal; otherwise 0.</summary>
    public const int InTerminal = 1;

    /// <summary>The interval at which a lock that another process holds is checked again. Its release sends no event.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(10);

    /// <summary>How often a held lock is tried, because a command that only looks at it holds it for a moment.</summary>
    private const int Attempts = 30;

    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly FileStream _file;
    private readonly string _path;

    private InstanceLock(FileStream file, string path)
    {
        _file = file;
        _path = path;
    }

    /// <summary>Gets what the record says about the terminal: no process inherits a descriptor.</summary>
    public int DescriptorNumber => Terminal.IsControlling ? InTerminal : 0;

    /// <summary>Whether the lock file is still at its path. If it was removed, no other process will ever see this lock.</summary>
    public bool IsStillThere => File.Exists(_path);

    /// <summary>Gets the path of the record of a lock file.</summary>
    public static string RecordOf(string lockFile) => lockFile + ".record";

    /// <summary>Takes the lock of <paramref name="path"/>; null if another process has it.</summary>
    /// <param name="path">The path of the lock file.</param>
    /// <param name="user">Null: this process keeps its user and its files.</param>
    public static InstanceLock? TryAcquire(string path, uint? user = null)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (TryOpen(path, FileShare.None, out var isHeld) is { } file)
            {
                return new InstanceLock(file, path);
            }

            if (!isHeld || attempt == Attempts || LockProbe.Of(path).HasProcess)
            {
                return null;
            }

            // The release of a lock sends no event.
            Thread.Sleep(LookAgain);
        }
    }

    /// <summary>Whether another process holds the lock. Null if there is no lock file.</summary>
    public static bool? IsHeld(string path)
    {
        if (!FileStat.TryReadLink(path, out _, out var error))
        {
            return error.IsNotFound ? null : throw error.Exception($"read {path}");
        }

        TryOpen(path, FileShare.ReadWrite, out var isHeld)?.Dispose();
        return isHeld;
    }

    /// <summary>Reads the record next to a lock file; null if there is none.</summary>
    public static LockRecord? ReadRecord(string lockFile)
    {
        using var file = SmallFile.TryOpen(RecordOf(lockFile), out _);
        Span<byte> text = stackalloc byte[LockRecord.MaxLength];
        return file?.Read(text, out _) is > 0 and var length ? LockRecord.Parse(text[..length]) : null;
    }

    /// <summary>Clears the record of an earlier daemon, so nobody trusts it while the new one starts.</summary>
    public void ClearRecord() => _ = SmallFile.TryRemove(RecordOf(_path));

    /// <summary>Reads the record; null if there is none.</summary>
    public LockRecord? ReadRecord() => ReadRecord(_path);

    public void WriteRecord(LockRecord record) => Write(Encoding.UTF8.GetBytes(record.Format()));

    public void WriteReady(LockOwner owner)
    {
        var record = ReadRecord() ?? throw new DaemonException($"cannot read {RecordOf(_path)}: it is gone");
        Write([.. Encoding.UTF8.GetBytes(record.Format()), .. LockRecord.ReadyLines(owner, Path.GetFullPath(_path))]);
    }

    /// <summary>
    /// Leaves a removed lock file as it is: the lock is on the file that this process has open, and cannot move to another.
    /// </summary>
    public bool TryPutBack() => false;

    public void Dispose() => _file.Dispose();

    /// <summary>Replaces the record by a rename: nobody reads half of it.</summary>
    private void Write(byte[] text)
    {
        var path = RecordOf(_path);
        using (var file = SmallFile.OpenOwned(path + ".new"))
        {
            file.Rewrite(text, path);
        }

        if (!SmallFile.TryRename(path + ".new", path, out var error))
        {
            throw error.Exception($"write {path}");
        }
    }

    private static FileStream? TryOpen(string path, FileShare share, out bool isHeld)
    {
        isHeld = false;
        if (FileStat.TryReadLink(path, out var facts, out _) && facts.IsSymbolicLink)
        {
            throw SystemError.IsLink.Exception($"read {path}", "remove it or choose another PidFile");
        }

        var options = new FileStreamOptions
        {
            Mode = share == FileShare.None ? FileMode.OpenOrCreate : FileMode.Open,
            Access = FileAccess.ReadWrite,
            Share = share,
            BufferSize = 0,
        };
        if (share == FileShare.None && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Readable;
        }

        try
        {
            return new FileStream(path, options);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException && share != FileShare.None)
        {
            return null;
        }
        catch (Exception exception) when (SystemError.IsOfFile(exception))
        {
            // .NET has no type for a file that another process has locked, but keeps the number: EWOULDBLOCK of Linux, and of macOS and
            // BSD.
            isHeld = exception.HResult is 11 or 35;
            return isHeld ? null : throw new SystemError(exception).Exception(
                $"lock {path}", "choose another directory with PidFile or RUNTIME_DIRECTORY");
        }
    }
}
