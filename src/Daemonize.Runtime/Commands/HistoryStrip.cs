using System.Text;
using Daemonize.History;
using Daemonize.Text;

namespace Daemonize.Commands;

/// <summary>
/// Draws the last entries of a history as one line with a cell each, which says by shape what happened: the height of a tick is the time
/// that it took. Colours only repeat it.
/// </summary>
internal sealed class HistoryStrip
{
    private const string Heights = "▁▂▃▄▅▆▇█";

    /// <summary>The number of heights.</summary>
    private const int Levels = 8;

    private static readonly Mark[] Marks =
    [
        new('×', 'x', "failed", static entry => entry.Result == TickResult.Failed),
        new('†', 'k', "killed", static entry => entry.Result == TickResult.Killed),
        new('…', 'r', "running", static entry => entry.Result == TickResult.Running),
        new('○', 'o', "skipped", static entry => entry.Record.Kind == HistoryKind.Skipped),
        new('│', 's', "start", static entry => entry.IsBeginning),
        new('┊', 'e', "end", static entry => entry.Record.Kind == HistoryKind.Ended),
        new('↻', 'l', "reload", static entry => entry.Record.Kind == HistoryKind.Reloaded),
    ];

    private readonly HistoryStyle _style;
    private readonly double _most;
    private readonly double _scale;

    /// <summary>Creates the strip of the last entries, as many as there are cells.</summary>
    public HistoryStrip(IReadOnlyList<HistoryEntry> entries, int cells, HistoryStyle style)
    {
        _style = style;

        // A daemon is ready right after its start, which has a mark.
        List<HistoryEntry> shown = [.. entries];
        shown.RemoveAll(static entry => entry.Record.Kind == HistoryKind.Ready);
        Entries = shown.Count <= cells ? shown : shown[^Math.Max(0, cells)..];

        List<float> took = [];
        foreach (var entry in Entries)
        {
            if (entry.Result == TickResult.Succeeded)
            {
                took.Add(entry.Record.Took);
            }
        }

        // One long tick must not flatten all others: what takes more than twice as long as nine of ten is as high as that.
        took.Sort();
        _most = took is [.., var most] ? most : 0;
        _scale = took.Count == 0 ? 0 : 2.0 * took[(took.Count - 1) * 9 / 10];
    }

    /// <summary>Gets the entries that the strip shows.</summary>
    public List<HistoryEntry> Entries { get; }

    /// <summary>Draws the line.</summary>
    public string Draw()
    {
        var line = new StringBuilder();
        string? colour = null;
        foreach (var entry in Entries)
        {
            var next = _style.HasColours ? HistoryEntryText.ColourOf(entry) : null;
            if (next != colour)
            {
                line.Append(colour is null ? "" : "\e[0m").Append(next);
                colour = next;
            }

            line.Append(CellOf(entry));
        }

        return line.Append(colour is null ? "" : "\e[0m").ToString();
    }

    /// <summary>Explains the marks that the line has, and the time of its highest ticks.</summary>
    public string Explain()
    {
        List<string> parts = [];
        if (_scale > 0)
        {
            var highest = _style.HasGlyphs ? Heights[^1] : (char)('0' + Levels);
            parts.Add($"{highest} {ShortDuration.Of(_scale)}{(_most > _scale ? " and more" : "")}");
        }

        foreach (var mark in Marks)
        {
            if (Entries.Exists(entry => mark.IsOf(entry)))
            {
                parts.Add($"{mark.In(_style)} {mark.Word}");
            }
        }

        return string.Join("  ", parts);
    }

    /// <summary>Gets all that a line can have, each with what it means: the heights, then the marks.</summary>
    public static IEnumerable<(string Cells, string Meaning)> Legend(bool hasGlyphs)
    {
        yield return (hasGlyphs ? $"{Heights[0]}{Heights[3]}{Heights[^1]}" : $"1 4 {Levels}", "a tick: the longer it took, the higher");
        foreach (var mark in Marks)
        {
            yield return ($"{(hasGlyphs ? mark.Glyph : mark.Letter)}", mark.Word);
        }
    }

    private char CellOf(HistoryEntry entry)
    {
        if (Array.Find(Marks, mark => mark.IsOf(entry)) is { } found)
        {
            return found.In(_style);
        }

        var level = _scale > 0 ? Math.Clamp((int)Math.Ceiling(entry.Record.Took / _scale * Levels), 1, Levels) : 1;
        return _style.HasGlyphs ? Heights[level - 1] : (char)('0' + level);
    }

    /// <summary>What is shown in place of a height.</summary>
    private sealed record Mark(char Glyph, char Letter, string Word, Predicate<HistoryEntry> IsOf)
    {
        public char In(HistoryStyle style) => style.HasGlyphs ? Glyph : Letter;
    }
}
