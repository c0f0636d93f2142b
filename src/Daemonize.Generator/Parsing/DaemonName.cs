using System.Text;

namespace Daemonize.Generator.Parsing;

/// <summary>The forms of a daemon's name: <c>fetch-news</c> on the command line, <c>FetchNews</c> in C#.</summary>
internal static class DaemonName
{
    /// <summary>What a message tells a user who wrote something else.</summary>
    public const string Accepted = "use small letters, digits, '-', '_' and '.', a letter first";

    public static bool IsValid(string name)
    {
        foreach (var character in name)
        {
            if (character is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_' or '.'))
            {
                return false;
            }
        }

        return name.Length > 0 && name[0] is >= 'a' and <= 'z';
    }

    /// <summary>Whether <c>Daemons</c> cannot have a property of this name: it has such a member, inherits one, or is called so itself.</summary>
    public static bool IsReservedHandle(string handle) => handle is "Run" or "Daemons" or nameof(Equals) or nameof(ReferenceEquals)
        or nameof(GetHashCode) or nameof(GetType) or nameof(MemberwiseClone) or nameof(ToString) or "Finalize";

    /// <summary>The default name of a method: <c>FetchNews</c> is <c>fetch-news</c>, <c>HTTPFetchAsync</c> is <c>http-fetch</c>.</summary>
    public static string FromMethod(string method)
    {
        const string Suffix = "Async";
        var length = method.EndsWith(Suffix, StringComparison.Ordinal) && method.Length > Suffix.Length ? method.Length - Suffix.Length : method.Length;
        var name = new StringBuilder();
        for (var i = 0; i < length; i++)
        {
            if (i > 0 && StartsWord(method, i, length))
            {
                name.Append('-');
            }

            name.Append(char.ToLowerInvariant(method[i]));
        }

        return name.ToString();
    }

    /// <summary>The name of the handle: <c>fetch-news</c> is <c>FetchNews</c>. Never a keyword, for these are in small letters.</summary>
    public static string ToHandle(string name)
    {
        var handle = new StringBuilder();
        var startsWord = true;
        foreach (var character in name)
        {
            if (character is '-' or '_' or '.')
            {
                startsWord = true;
                continue;
            }

            handle.Append(startsWord ? char.ToUpperInvariant(character) : character);
            startsWord = false;
        }

        return handle.ToString();
    }

    // Of a run of capitals, the last one starts a word if a small letter follows: HTTPFetch is http-fetch.
    private static bool StartsWord(string method, int index, int length)
    {
        var previous = method[index - 1];
        return char.IsUpper(method[index]) && previous != '_'
            && (!char.IsUpper(previous) || (index + 1 < length && char.IsLower(method[index + 1])));
    }
}
