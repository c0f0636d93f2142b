namespace Daemonize.Benchmarks.Cluster;

/// <summary>A line of the table: what was measured of each contender, and whether ours meets its bar.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Bar">The bar; empty if there is none.</param>
/// <param name="Figures">The figures, in the order of <see cref="Contender.All"/>.</param>
/// <param name="IsMet">Whether ours meets the bar; null if there is none.</param>
internal sealed record BarRow(string What, string Bar, IReadOnlyList<string> Figures, bool? IsMet = null)
{
    /// <summary>A line with one figure of each contender, of which ours must not exceed the bar.</summary>
    public static BarRow AtMost(string what, double bar, string format, IReadOnlyList<double> figures) => new(
        what,
        "≤ " + MarkdownTable.Figure(bar, "0.##"),
        [.. figures.Select(figure => MarkdownTable.Figure(figure, format))],
        figures[0] <= bar);

    public static void Print(IEnumerable<BarRow> rows)
    {
        var table = new MarkdownTable(["", "bar", .. Contender.All.Select(static contender => contender.Name), ""]);
        foreach (var row in rows)
        {
            table.Add([row.What, row.Bar, .. row.Figures, Verdict(row.IsMet)]);
        }

        table.Print();
    }

    private static string Verdict(bool? isMet) => isMet switch
    {
        true => "met",
        false => "missed",
        null => "",
    };
}
