namespace Daemonize.Platform;

/// <summary>
/// The attributes of a file, as .NET reports them. It knows neither owners nor inode numbers: a file counts as this user's, and two files
/// are the same if they were created at the same time.
/// </summary>
internal readonly struct FileStat
{
    private readonly FileAttributes _attributes;
    private readonly DateTime _createdAt;
    private readonly DateTime _modifiedAt;

    private FileStat(FileAttributes attributes, DateTime createdAt, DateTime modifiedAt, long size, bool isLink)
    {
        _attributes = attributes;
        _createdAt = createdAt;
        _modifiedAt = modifiedAt;
        Size = size;
        IsSymbolicLink = isLink;
    }

    public bool IsRegular => _createdAt != default && !IsDirectory && !IsSymbolicLink;

    public bool IsDirectory => (_attributes & FileAttributes.Directory) != 0 && !IsSymbolicLink;

    public bool IsSymbolicLink { get; }

    /// <summary>Gets the user of this process, as .NET does not report the owner.</summary>
    public uint Owner => ThisProcess.UserId;

    /// <summary>
    /// Whether another user can write to the file, or it has another name. False, as .NET reports neither of an open file.
    /// </summary>
    public bool IsShared => false;

    /// <summary>When the file was last written to, in nanoseconds since the epoch.</summary>
    public long ModifiedAt => (_modifiedAt - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    public long Size { get; }

    public bool IsSameFile(in FileStat other) => _createdAt == other._createdAt;

    /// <summary>Reads the attributes of an open file.</summary>
    public static FileStat Of(FileStream file) => new(
        File.GetAttributes(file.SafeFileHandle), File.GetCreationTimeUtc(file.SafeFileHandle),
        File.GetLastWriteTimeUtc(file.SafeFileHandle), file.CanSeek ? file.Length : 0, isLink: false);

    /// <summary>Reads the attributes of the file at a path, following a symbolic link at its end.</summary>
    public static bool TryRead(string path, out FileStat facts, out SystemError error) =>
        TryRead(path, mayFollow: true, out facts, out error);

    /// <summary>Reads the attributes of the file at a path, without following a symbolic link at its end.</summary>
    public static bool TryReadLink(string path, out FileStat facts, out SystemError error) =>
        TryRead(path, mayFollow: false, out facts, out error);

    private static bool TryRead(string path, bool mayFollow, out FileStat facts, out SystemError error)
    {
        facts = default;
        error = default;
        try
        {
            FileSystemInfo info = new FileInfo(path);
            var isLink = info.LinkTarget is not null;
            if (isLink && mayFollow)
            {
                info = info.ResolveLinkTarget(returnFinalTarget: true)!;
                isLink = false;
            }

            // Throws if there is nothing at the path; the properties of FileInfo would not.
            var attributes = File.GetAttributes(info.FullName);
            var size = info is FileInfo { Exists: true } file ? file.Length : 0;
            facts = new FileStat(attributes, info.CreationTimeUtc, info.LastWriteTimeUtc, size, isLink);
            return true;
        }
        catch (Exception exception) when (SystemError.IsOfFile(exception))
        {
            error = new SystemError(exception);
            return false;
        }
    }
}
