using Daemonize.Operations;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Top;

/// <summary>A column of the table.</summary>
/// <param name="Heading">The heading, which also sets the least width.</param>
/// <param name="Text">Gets the text of a cell.</param>
/// <param name="Compare">The order of the table if it is sorted by this column.</param>
internal sealed record TopColumn(string Heading, Func<TopRow, DateTimeOffset, bool, string> Text, Comparison<TopRow> Compare)
{
    /// <summary>The number of ticks in the strip.</summary>
    public const int StripCells = 30;

    public static readonly TopColumn Program = new(
        "PROGRAM", static (row, _, _) => row.Daemon.ShownProgram,
        static (one, other) => string.CompareOrdinal(one.Daemon.ShownProgram, other.Daemon.ShownProgram))
    { Most = 24 };

    public static readonly TopColumn Daemon = new(
        "DAEMON", static (row, _, _) => row.Daemon.Name,
        static (one, other) => string.CompareOrdinal(one.Daemon.Name, other.Daemon.Name))
    { Most = 24 };

    /// <summary>The order of <c>list</c>: those that need attention first.</summary>
    public static readonly TopColumn State = new(
        "STATE", static (row, _, _) => StateText.Of(row.State),
        static (one, other) => Attention.Rank(one.State).CompareTo(Attention.Rank(other.State)))
    { Least = 10 };

    public static readonly TopColumn Strip = new(
        $"LAST {StripCells} TICKS", static (_, _, _) => "", static (_, _) => 0)
    { Least = StripCells };

    /// <summary>All columns, from left to right.</summary>
    public static readonly TopColumn[] All =
    [
        Program, Daemon, State,
        Number("TICKS", 7, static (row, _, _) => row.Ticks is { } ticks ? $"{ticks}" : "-", static row => row.Ticks),
        Number("FAILED", 6, static (row, _, _) => row.Ticks is null ? "-" : $"{row.Failed}", static row => row.Failed),
        Strip,
        Number("TOOK", 7, ShownNumber.Took, static row => row.Took),
        Number(
            "NEXT", 5, static (row, now, _) => row.Next is { } next ? ShownNumber.Distance(next - now) : "-",
            static row => row.Next is { } next ? -next.UtcTicks : null),
        Number("MEM", 5, static (row, _, _) => ShownNumber.Memory(row.Memory), static row => row.Memory),
        Number("CPU", 5, static (row, _, _) => ShownNumber.Tenths(row.Cpu), static row => row.Cpu),
    ];

    /// <summary>The least width.</summary>
    public int Least { get; init; } = Heading.Length;

    /// <summary>The largest width; a longer text is cut.</summary>
    public int Most { get; init; } = int.MaxValue;

    public bool IsRight { get; init; }

    /// <summary>Whether the table can be sorted by it.</summary>
    public bool IsSortable => this != Strip;

    /// <summary>Creates a column of numbers, which is sorted with the largest first.</summary>
    private static TopColumn Number(
        string heading, int least, Func<TopRow, DateTimeOffset, bool, string> text, Func<TopRow, double?> value) =>
        new(heading, text, (one, other) => Nullable.Compare(value(other), value(one))) { Least = least, IsRight = true };
}
