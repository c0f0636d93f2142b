using System.Buffers;
using System.Globalization;
using Daemonize.LogOutput;
using Daemonize.Platform.Linux;

namespace Daemonize.Commands;

/// <summary>
/// A log and its rotated files, compressed or not: from the daemon (<c>news.log.1</c>) or from logrotate, which may use the date
/// (<c>news.log-20261125</c>).
/// </summary>
internal sealed class LogFiles : IDisposable
{
    /// <summary>How many times to search again if files are renamed during the search.</summary>
    private const int Attempts = 20;

    /// <summary>The characters of numbers, dates and times in file names.</summary>
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789-.");

    private readonly List<OpenLog> _files;

    private LogFiles(List<OpenLog> files) => _files = files;

    /// <summary>Gets the files, oldest first.</summary>
    public IReadOnlyList<OpenLog> All => _files;

    /// <summary>Opens all files, so later renames do not matter.</summary>
    public static LogFiles Open(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            var files = new LogFiles(Find(path).ConvertAll(OpenLog.TryOpen).FindAll(static file => file is not null)!);
            files._files.Sort(OpenLog.CompareAges);
            if (attempt == Attempts || files._files.TrueForAll(static file => file.IsStillNamed))
            {
                return files;
            }

            files.Dispose();
        }
    }

    /// <summary>Removes a file from the list and passes its ownership to the caller; null if it is not in the list.</summary>
    public OpenLog? Take(string path)
    {
        var file = _files.Find(file => file.Path == path);
        _ = file is not null && _files.Remove(file);
        return file;
    }

    public void Dispose() => _files.ForEach(static file => file.Dispose());

    private static List<string> Find(string path)
    {
        var slash = path.LastIndexOf('/');
        var name = path[(slash + 1)..];
        List<string> found = [];
        try
        {
            foreach (var file in Directory.EnumerateFiles(path[..Math.Max(slash, 1)]))
            {
                var end = file.AsSpan(file.LastIndexOf('/') + 1);
                if (end.StartsWith(name, StringComparison.Ordinal) && IsOfIt(end[name.Length..]))
                {
                    found.Add(file);
                }
            }
        }
        catch (DirectoryNotFoundException)
        {
            // Without the directory there is no log.
        }
        catch (PathTooLongException)
        {
            throw Errno.Exception($"read the logs {path}", Libc.ENAMETOOLONG);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new DaemonException($"cannot read the logs {path}: {exception.Message}", DaemonExitCode.NoPermission);
        }

        // During compression both files exist, and for a moment both are complete: read only the uncompressed one.
        found.RemoveAll(
            file =>
                file.EndsWith(RotatedNames.Compressed, StringComparison.Ordinal)
                    && found.Contains(file[..^RotatedNames.Compressed.Length]));
        return found;
    }

    private static bool IsOfIt(ReadOnlySpan<char> end)
    {
        end = end.EndsWith(RotatedNames.Compressed, StringComparison.Ordinal) ? end[..^RotatedNames.Compressed.Length] : end;
        return end.IsEmpty || (end.Length > 1 && end[0] is '.' or '-' && end[1..].IndexOfAnyExcept(OfNumbers) < 0);
    }
}

/// <summary>A file of a log, open for reading.</summary>
internal sealed class OpenLog : IDisposable
{
    private readonly Descriptor _file;
    private readonly FileStat _facts;

    private OpenLog(string path, Descriptor file, FileStat facts)
    {
        Path = path;
        _file = file;
        _facts = facts;
    }

    public string Path { get; }

    public int Number => _file.Number;

    public bool IsCompressed => Path.EndsWith(RotatedNames.Compressed, StringComparison.Ordinal);

    /// <summary>
    /// Gets the time of the last write before the file was opened; for a compressed file, of the last write before its compression.
    /// </summary>
    public long ModifiedAt => _facts.ModifiedAt;

    public bool IsStillNamed => FileStat.TryReadLink(Path, out var named, out _) && named.IsSameFile(_facts);

    /// <summary>Gets the current size and time of the file.</summary>
    public FileStat Facts =>
        FileStat.TryRead(_file.Number, out var facts, out var errno) ? facts : throw Errno.Exception($"read {Path}", errno);

    public bool IsSameFile(OpenLog other) => _facts.IsSameFile(other._facts);

    public static OpenLog? TryOpen(string path)
    {
        var number = Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC | Libc.O_NOCTTY | Libc.O_NONBLOCK, 0);
        if (number < 0)
        {
            var errno = Errno.Last;
            return errno == Libc.ENOENT ? null : throw Errno.Exception($"read {path}", errno);
        }

        var file = new Descriptor(number);
        return FileStat.TryRead(number, out var facts, out var error)
            ? new OpenLog(path, file, facts)
            : throw Errno.Exception($"read {path}", error);
    }

    /// <summary>Compares two files by the time of the last write; if both are in the same tick of the kernel's clock, by number.</summary>
    public static int CompareAges(OpenLog left, OpenLog right) =>
        left.ModifiedAt != right.ModifiedAt ? left.ModifiedAt.CompareTo(right.ModifiedAt) : NumberOf(right).CompareTo(NumberOf(left));

    public void Dispose() => _file.Dispose();

    private static long NumberOf(OpenLog file)
    {
        var name = file.IsCompressed ? file.Path[..^RotatedNames.Compressed.Length] : file.Path;
        return long.TryParse(name.AsSpan(name.LastIndexOf('.') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
    }
}
