using Daemonize.Commands;
using Daemonize.Operations;
using Daemonize.Text;

namespace Daemonize.Tool.Top;

/// <summary>How a state and the marks of a history look on the screen.</summary>
internal static class TopLook
{
    /// <summary>Gets the mark before a daemon. The word of the state stands next to it, so it needs no legend.</summary>
    public static string MarkOf(DaemonState state, bool isPlain) => state switch
    {
        DaemonState.Dead => isPlain ? "x" : "×",
        DaemonState.Hung => isPlain ? "!" : "▲",
        DaemonState.Restarting => isPlain ? "~" : "↻",
        DaemonState.Running => isPlain ? "*" : "●",
        DaemonState.Suspended => isPlain ? "=" : "‖",
        DaemonState.Stopped => isPlain ? "-" : "○",
        _ => "?",
    };

    public static CellStyle StyleOf(DaemonState state) => state switch
    {
        DaemonState.Running => CellStyle.Green,
        DaemonState.Dead => CellStyle.Red,
        DaemonState.Stopped => CellStyle.Dim,
        _ => CellStyle.Yellow,
    };

    /// <summary>Gets the style for a colour of <see cref="HistoryEntryText"/>.</summary>
    public static CellStyle StyleOf(string? colour) => colour switch
    {
        "\e[31m" => CellStyle.Red,
        "\e[32m" => CellStyle.Green,
        "\e[33m" => CellStyle.Yellow,
        "\e[2m" => CellStyle.Dim,
        _ => CellStyle.None,
    };

    /// <summary>Counts the daemons of each state: <c>23 daemons: 18 running  1 hung</c>.</summary>
    public static string Count(IReadOnlyList<TopRow> all)
    {
        List<TopRow> rows = [.. all.Where(static row => row.Daemon.Remote?.Silence is null)];
        var silent = all.Count - rows.Count;
        var counts = rows.CountBy(static row => row.State).OrderBy(static count => count.Key == DaemonState.Running ? 0 : 1)
            .ThenBy(static count => Seeing.Attention.Rank(count.Key)).ThenBy(static count => count.Key)
            .Select(static count => $"{count.Value} {StateText.Of(count.Key)}");
        return $"{rows.Count} {(rows.Count == 1 ? "daemon" : "daemons")}{(rows.Count == 0 ? "" : ": ")}{string.Join("  ", counts)}" +
            (silent > 0 ? $"  {Plural.Of(silent, "host", "hosts")} silent" : "");
    }
}
