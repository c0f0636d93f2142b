using Daemonize.CompilerServices;

namespace Daemonize.Places;

/// <summary>
/// The name of a daemon in service managers: <c>newsapp-fetch</c>, or <c>newsapp</c> if the daemon has the name of its program.
/// </summary>
internal static class ServiceName
{
    /// <summary>The longest name of a user that systemd creates (sysusers.d(5)).</summary>
    private const int LongestUser = 31;

    /// <summary>Gets the name, in characters that have no meaning in any service manager.</summary>
    public static string Of(DaemonProgram program, DaemonDefinition definition) => Of(program.Name, definition.Name);

    /// <summary>Gets the name, in characters that have no meaning in any service manager.</summary>
    /// <param name="program">The name that the program gives itself.</param>
    /// <param name="daemon">The name of the daemon, without the number of an instance.</param>
    public static string Of(string program, string daemon) => Keep(program == daemon ? program : $"{program}-{daemon}", IsKept);

    /// <summary>
    /// Gets the label for launchd: <c>newsapp.fetch</c>. It has no two dashes in a row, which the comment that names it cannot contain.
    /// </summary>
    public static string LabelOf(DaemonProgram program, DaemonDefinition definition)
    {
        var name = program.Name == definition.Name ? program.Name : $"{program.Name}.{definition.Name}";
        return Keep(name, IsKept).Replace("--", "__", StringComparison.Ordinal);
    }

    /// <summary>
    /// Gets the name for a user: shorter, and without dots. A number replaces the part that is cut off, so that two daemons do not get one
    /// user.
    /// </summary>
    public static string UserOf(string name)
    {
        var user = Keep(name, static character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');
        user = char.IsAsciiLetter(user[0]) || user[0] == '_' ? user : "_" + user;
        return user.Length <= LongestUser ? user : string.Concat(user.AsSpan(0, LongestUser - 9), "-", Hash(user));
    }

    private static bool IsKept(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-';

    private static string Keep(string text, Predicate<char> isKept)
    {
        var name = text.ToCharArray();
        for (var i = 0; i < name.Length; i++)
        {
            name[i] = isKept(name[i]) ? name[i] : '_';
        }

        return new string(name);
    }

    /// <summary>Computes FNV-1a, which is the same in every process and version, unlike <see cref="string.GetHashCode()"/>.</summary>
    private static string Hash(string text)
    {
        var hash = 2166136261;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 16777619);
        }

        return hash.ToString("x8", InvariantNumbers.Format);
    }
}
