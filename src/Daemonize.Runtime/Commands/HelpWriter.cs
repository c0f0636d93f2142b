using System.Text;

namespace Daemonize.Commands;

/// <summary>Wraps the help, which is generated when the program is built, to the width of the terminal.</summary>
internal static class HelpWriter
{
    private const int Narrowest = 40;
    private const int Widest = 120;

    public static string Wrap(string help, int width)
    {
        var text = new StringBuilder(help.Length);
        foreach (var line in help.TrimEnd('\n').Split('\n'))
        {
            AppendLine(text, line, Math.Clamp(width, Narrowest, Widest));
        }

        return text.ToString();
    }

    /// <summary>Adds a line. A tab marks where the description and its further lines begin.</summary>
    private static void AppendLine(StringBuilder text, string line, int width)
    {
        var indent = line.IndexOf('\t', StringComparison.Ordinal);
        if (indent < 0)
        {
            text.Append(line).Append('\n');
            return;
        }

        text.Append(line, 0, indent);
        var column = indent;
        foreach (var word in line[(indent + 1)..].Split(' '))
        {
            if (column > indent && column + 1 + word.Length > width)
            {
                text.Append('\n').Append(' ', indent);
                column = indent;
            }

            text.Append(column > indent ? " " : "").Append(word);
            column += word.Length + (column > indent ? 1 : 0);
        }

        text.Append('\n');
    }
}
