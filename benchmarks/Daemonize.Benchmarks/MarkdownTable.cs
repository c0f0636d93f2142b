using System.Globalization;

namespace Daemonize.Benchmarks;

/// <summary>A table as docs/performance.md has it: the first column to the left, figures to the right.</summary>
internal sealed class MarkdownTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine($"| {string.Join(" | ", headings)} |");
        Console.WriteLine($"|---|{string.Concat(Enumerable.Repeat("---:|", headings.Length - 1))}");
        foreach (var row in _rows)
        {
            Console.WriteLine($"| {string.Join(" | ", row)} |");
        }

        Console.WriteLine();
    }

    /// <summary>A figure, or a dash where there is none.</summary>
    public static string Figure(double? value, string format) =>
        value is { } figure && !double.IsNaN(figure) ? figure.ToString(format, CultureInfo.InvariantCulture) : "–";
}
