using System.Globalization;
using System.Text;

namespace Daemonize.Platform;

/// <summary>Lists directories whose entries differ by a number: the lock files of instances.</summary>
internal static class NumberedEntries
{
    /// <summary>
    /// Gets the numbers between <paramref name="before"/> and <paramref name="after"/> in the names of the entries, in no order; null with
    /// the error if the directory cannot be listed.
    /// </summary>
    public static List<int>? TryList(string path, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, out SystemError error)
    {
        error = default;
        var (start, end) = (Encoding.UTF8.GetString(before), Encoding.UTF8.GetString(after));
        List<int> numbers = [];
        try
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries(path))
            {
                var name = Path.GetFileName(entry.AsSpan());
                if (name.StartsWith(start, StringComparison.Ordinal) && name.EndsWith(end, StringComparison.Ordinal)
                    && name.Length > start.Length + end.Length
                    && TryParse(name[start.Length..^end.Length], out var number))
                {
                    numbers.Add(number);
                }
            }

            return numbers;
        }
        catch (Exception exception) when (SystemError.IsOfFile(exception))
        {
            error = new SystemError(exception);
            return null;
        }
    }

    /// <summary>Parses a number as we write it: without a sign or a leading zero.</summary>
    private static bool TryParse(ReadOnlySpan<char> name, out int number)
    {
        number = 0;
        return (name[0] is >= '1' and <= '9' || name.Length == 1)
            && int.TryParse(name, NumberStyles.None, InvariantNumbers.Format, out number);
    }
}
