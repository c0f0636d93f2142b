using System.Text;

namespace Daemonize.Generator.Model;

/// <summary>The forms of a daemon's name: <c>fetch-news</c> on the command line, <c>FetchNews</c> in C#.</summary>
internal static class DaemonName
{
    /// <summary>The advice for a user who wrote an invalid name.</summary>
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

    /// <summary>
    /// Returns whether <c>Daemons</c> cannot have a property of this name: it has or inherits such a member, or has the name itself.
    /// </summary>
    public static bool IsReservedHandle(string handle) => handle is "Run" or "TryRun" or "Daemons" || IsInherited(handle);

    /// <summary>Returns whether every object has a member of this name.</summary>
    public static bool IsInherited(string name) => name is nameof(Equals) or nameof(ReferenceEquals)
        or nameof(GetHashCode) or nameof(GetType) or nameof(MemberwiseClone) or nameof(ToString) or "Finalize";

    /// <summary>Returns the name of the class for a daemon's options.</summary>
    public static string ToOptionsClass(string name) => ToHandle(name) + "Options";

    /// <summary>
    /// Returns the default name for a method: <c>fetch-news</c> for <c>FetchNews</c>, <c>http-fetch</c> for <c>HTTPFetchAsync</c>.
    /// </summary>
    public static string FromMethod(string method)
    {
        const string Suffix = "Async";
        var length =
            method.EndsWith(Suffix, StringComparison.Ordinal) && method.Length > Suffix.Length
                ? method.Length - Suffix.Length
                : method.Length;
        return KebabCase.From(method.Substring(0, length));
    }

    /// <summary>
    /// Returns the name of the handle: <c>FetchNews</c> for <c>fetch-news</c>. It is never a keyword, because keywords are lowercase.
    /// </summary>
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
}
