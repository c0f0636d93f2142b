using System.Buffers;
using System.Globalization;
using Daemonize.LogOutput;
using Daemonize.Platform;

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

    private readonly List<OpenedLog> _files;

    private LogFiles(List<OpenedLog> files) => _files = files;

    /// <summary>Gets the files, oldest first.</summary>
    public IReadOnlyList<OpenedLog> All => _files;

    /// <summary>Opens all files, so later renames do not matter.</summary>
    public static LogFiles Open(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            var files = new LogFiles(Find(path).ConvertAll(OpenedLog.TryOpen).FindAll(static file => file is not null)!);
            files._files.Sort(CompareAges);
            if (attempt == Attempts || files._files.TrueForAll(static file => file.IsStillNamed))
            {
                return files;
            }

            files.Dispose();
        }
    }

    /// <summary>
    /// Whether the file is compressed. The time of its last write is then that of the file before its compression.
    /// </summary>
    public static bool IsCompressed(OpenedLog file) => file.Path.EndsWith(RotatedNames.Compressed, StringComparison.Ordinal);

    /// <summary>Removes a file from the list and passes its ownership to the caller; null if it is not in the list.</summary>
    public OpenedLog? Take(string path)
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
            throw SystemError.NameTooLong.Exception($"read the logs {path}");
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

    /// <summary>Compares two files by the time of the last write; if both are in the same tick of the kernel's clock, by number.</summary>
    private static int CompareAges(OpenedLog left, OpenedLog right) =>
        left.ModifiedAt != right.ModifiedAt ? left.ModifiedAt.CompareTo(right.ModifiedAt) : NumberOf(right).CompareTo(NumberOf(left));

    private static long NumberOf(OpenedLog file)
    {
        var name = IsCompressed(file) ? file.Path[..^RotatedNames.Compressed.Length] : file.Path;
        return long.TryParse(name.AsSpan(name.LastIndexOf('.') + 1), NumberStyles.None, InvariantNumbers.Format, out var number)
            ? number
            : 0;
    }
}
