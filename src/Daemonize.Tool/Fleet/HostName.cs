using Daemonize.Text;

namespace Daemonize.Tool.Fleet;

/// <summary>The name of another machine, as ssh(1) takes it: <c>atlas</c>, <c>deploy@atlas</c>, or a name of its configuration.</summary>
internal static class HostName
{
    /// <summary>The number of machines that are asked at a time, each by a process.</summary>
    private const int MaxHosts = 256;

    private const int MaxLength = 255;

    /// <summary>Reads lists of names such as <c>a,b</c>; a name that comes twice counts once.</summary>
    public static List<string> ParseAll(List<string> lists)
    {
        List<string> hosts =
            [.. lists.SelectMany(static list => list.Split(',', StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal)];
        return hosts.Find(static name => !IsValid(name)) is { } wrong
            ? throw new DaemonException($"'{OneLine.From(wrong)}' is not the name of a host", DaemonExitCode.Usage)
            : hosts.Count <= MaxHosts ? hosts
            : throw new DaemonException($"more than {MaxHosts} hosts: list them in several calls", DaemonExitCode.Usage);
    }

    /// <summary>Gets the machine that a word names, as in <c>atlas:newsapp/fetch</c>; null if it names none.</summary>
    public static string? Find(string word)
    {
        // The name of a daemon can have a colon too, that of an instance: only one before the slash is that of a machine.
        var slash = word.IndexOf('/', StringComparison.Ordinal);
        var colon = slash > 0 ? word.LastIndexOf(':', slash - 1) : -1;
        return colon > 0 && IsValid(word[..colon]) ? word[..colon] : null;
    }

    /// <summary>Whether a text can be a machine, and cannot be an option of ssh(1).</summary>
    private static bool IsValid(string name) => name.Length <= MaxLength && name is [not '-', ..]
        && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || "._-@:%+[]".Contains(letter, StringComparison.Ordinal));
}
