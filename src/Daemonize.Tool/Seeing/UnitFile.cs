using System.Text;
using Daemonize.ServiceFiles;

namespace Daemonize.Tool.Seeing;

/// <summary>Reads what <c>install</c> has written for a service manager: which daemon of which program, and the command.</summary>
internal static class UnitFile
{
    /// <summary>Reads a file; null if it is not one of ours.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="lines">The lines of the file.</param>
    public static InstalledUnit? Parse(string path, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0 || ProgramOf(lines[0]) is not { } program)
        {
            return null;
        }

        foreach (var line in lines)
        {
            // systemd, and supervisord.
            var command = ValueOf(line, "ExecStart=") ?? ValueOf(line, "command=");
            if (command is not null && Split(command) is var words && words.FindIndex(1, IsForeground) is > 0 and var verb
                && verb + 1 < words.Count)
            {
                var daemon = words[verb + 1];
                daemon = daemon.IndexOf(":%", StringComparison.Ordinal) is > 0 and var end ? daemon[..end] : daemon;
                return new InstalledUnit(path, program, daemon, [.. words[..verb]]);
            }
        }

        return null;
    }

    /// <summary>Gets the program from <c>made by Daemonize: FILE of PROGRAM VERSION; …</c>.</summary>
    private static string? ProgramOf(string firstLine)
    {
        const string between = " of ";
        var mark = firstLine.IndexOf(ServicePlan.Mark, StringComparison.Ordinal);
        var at = firstLine.IndexOf(between, Math.Max(mark, 0), StringComparison.Ordinal);
        if (mark != 2 || at < 0)
        {
            return null;
        }

        var text = firstLine[(at + between.Length)..].Split(';', 2)[0];
        return text.LastIndexOf(' ') is > 0 and var version ? text[..version] : null;
    }

    private static string? ValueOf(string line, string key) =>
        line.StartsWith(key, StringComparison.Ordinal) ? line[key.Length..] : null;

    private static bool IsForeground(string word) => word is "run" or "once";

    /// <summary>
    /// Splits a command line into words. Between double quotes a backslash escapes a character, or begins one as <c>\x1f</c>; a doubled
    /// percent sign is one, and so is a doubled dollar.
    /// </summary>
    private static List<string> Split(string line)
    {
        List<string> words = [];
        var word = new StringBuilder();
        var (isQuoted, isBegun) = (false, false);
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '"':
                    (isQuoted, isBegun) = (!isQuoted, true);
                    break;
                case ' ' when !isQuoted:
                    if (isBegun)
                    {
                        words.Add(word.ToString());
                    }

                    word.Clear();
                    isBegun = false;
                    break;
                default:
                    i = Append(word, line, i);
                    isBegun = true;
                    break;
            }
        }

        if (isBegun)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    /// <summary>Adds the character at an index, and returns the index of its last one in the line.</summary>
    private static int Append(StringBuilder word, string line, int at)
    {
        var rest = line.AsSpan(at);
        if (rest is ['\\', 'x', var high, var low, ..] && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low))
        {
            word.Append((char)Convert.ToInt32(line.Substring(at + 2, 2), 16));
            return at + 3;
        }

        var isEscaped = rest is ['\\', _, ..] or ['%', '%', ..] or ['$', '$', ..];
        word.Append(isEscaped ? rest[1] : rest[0]);
        return isEscaped ? at + 1 : at;
    }
}
