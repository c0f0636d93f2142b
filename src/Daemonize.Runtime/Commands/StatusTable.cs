using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Commands;

/// <summary>What <c>status</c> prints: a line a daemon, in columns.</summary>
internal static class StatusTable
{
    private const int Gap = 2;

    public static int Print(List<DaemonStatus> all)
    {
        var rows = all.ConvertAll(ColumnsOf);
        var exitCode = DaemonExitCode.Success;
        for (var i = 0; i < all.Count; i++)
        {
            Terminal.WriteLine(Line(rows, rows[i], TextOf(all[i])));
            exitCode = Worse(exitCode, (int)all[i].State);
        }

        return exitCode;
    }

    /// <summary>What stands in columns; a daemon that does not run has the first two.</summary>
    private static string[] ColumnsOf(DaemonStatus status) => status.State == DaemonState.Running
        ? [status.Name, Word(status.State), $"pid {status.Pid}", $"up {Duration.Format(UpTime(status))}", Counts(status), Next(status)]
        : [status.Name, Word(status.State)];

    /// <summary>What follows the columns, of any length.</summary>
    private static string TextOf(DaemonStatus status) =>
        status.Report is null ? status.Note ?? "" : status.Note is null ? status.Report : $"{status.Report}  {status.Note}";

    /// <summary>The columns, each as wide as any row has it and left out where no row has anything, and the text.</summary>
    private static string Line(List<string[]> rows, string[] row, string text)
    {
        var line = new StringBuilder();
        for (var i = 0; i < row.Length; i++)
        {
            var width = WidthOf(rows, i);
            line.Append(row[i].PadRight(width)).Append(' ', width == 0 ? 0 : Gap);
        }

        return line.Append(text).ToString().TrimEnd();
    }

    private static int WidthOf(List<string[]> rows, int column)
    {
        var width = 0;
        foreach (var row in rows)
        {
            width = Math.Max(width, column < row.Length ? row[column].Length : 0);
        }

        return width;
    }

    /// <summary><c>13 ticks, 0 failed</c>, and what else is not zero. A method that runs once has no ticks, but its results may fail.</summary>
    private static string Counts(DaemonStatus status)
    {
        var text = status.Ticks is { } ticks ? $"{ticks} {(ticks == 1 ? "tick" : "ticks")}, {status.Failed} failed"
            : status.Failed > 0 ? $"{status.Failed} failed"
            : "";
        return text + (status.Skipped > 0 ? $", {status.Skipped} skipped" : "") + (status.Late > 0 ? $", {status.Late} late" : "");
    }

    /// <summary>In whole seconds, rounded up: "in 0s" is now.</summary>
    private static string Next(DaemonStatus status) => status.NextAt is { } next
        ? $"next in {Duration.Format(TimeSpan.FromSeconds(Math.Max(0, Math.Ceiling((next - DateTimeOffset.UtcNow).TotalSeconds))))}"
        : "";

    public static string Word(DaemonState state) => state switch
    {
        DaemonState.Running => "running",
        DaemonState.Dead => "dead",
        DaemonState.Stopped => "stopped",
        _ => "unknown",
    };

    /// <summary>In whole seconds; never negative, even if the wall clock has been set back.</summary>
    private static TimeSpan UpTime(DaemonStatus status) =>
        TimeSpan.FromSeconds(Math.Max(0, (long)(DateTimeOffset.UtcNow - status.StartedAt.GetValueOrDefault()).TotalSeconds));

    /// <summary>Of several daemons the exit code tells the worst: unknown before dead before stopped before running.</summary>
    public static int Worse(int one, int other) => Rank(other) > Rank(one) ? other : one;

    private static int Rank(int exitCode) => (DaemonState)exitCode switch
    {
        DaemonState.Unknown => 3,
        DaemonState.Dead => 2,
        DaemonState.Stopped => 1,
        _ => 0,
    };
}
