using System.Globalization;

namespace Daemonize.Benchmarks;

/// <summary>A table in the format of docs/performance.md: the first column aligned left, figures aligned right.</summary>
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

    /// <summary>Formats a figure, or a dash if there is none.</summary>
    public static string Figure(double? value, string format) =>
        value is { } figure && !double.IsNaN(figure) ? figure.ToString(format, CultureInfo.InvariantCulture) : "–";
}
