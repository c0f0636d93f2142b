using System.Text;

namespace Daemonize;

/// <summary>
/// A group of lines of the help, in two columns. Only the wrapping depends on the width of the terminal: a tab marks where the lines of a
/// description begin (see HelpWriter in the runtime).
/// </summary>
internal static class HelpGroup
{
    private const int MaxColumn = 30;

    /// <summary>Appends the title and the lines, after an empty line if there is text before it.</summary>
    public static void Append(StringBuilder text, string title, IEnumerable<(string Left, string Right)> lines)
    {
        List<(string Left, string Right)> all = [.. lines];
        var width = 0;
        foreach (var (left, _) in all)
        {
            width = left.Length <= MaxColumn ? Math.Max(width, left.Length) : width;
        }

        width = width == 0 ? MaxColumn : width;
        text.Append(text.Length == 0 ? "" : "\n").Append(title).Append('\n');
        foreach (var (left, right) in all)
        {
            text.Append("  ").Append(left);
            if (left.Length > width)
            {
                text.Append('\n').Append(' ', 2 + width);
            }

            text.Append(' ', Math.Max(0, width - left.Length) + 2).Append('\t').Append(OneLine(right)).Append('\n');
        }
    }

    /// <summary>Returns text without control characters. A default may contain some, and they would move the cursor.</summary>
    public static string OneLine(string text) =>
        new(Array.ConvertAll(text.ToCharArray(), static character => char.IsControl(character) ? ' ' : character));
}
