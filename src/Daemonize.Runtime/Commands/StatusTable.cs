using Daemonize.Operations;
using Daemonize.Reporting;
using Daemonize.Text;

namespace Daemonize.Commands;

/// <summary>Formats several statuses as lines. Columns are as wide as needed, and omitted if they are empty in every line.</summary>
/// <param name="all">The statuses to format, one line each.</param>
/// <param name="withProgram">Whether each line begins with the name of the program.</param>
internal sealed class StatusTable(IReadOnlyList<DaemonStatus> all, bool withProgram)
{
    private const int Gap = 2;

    /// <summary>Formats the lines, without line ends.</summary>
    /// <param name="isColoured">Whether the states have colours.</param>
    /// <param name="width">The largest length of a line, in characters; no limit by default.</param>
    public List<string> Format(bool isColoured, int width = int.MaxValue)
    {
        List<string[]> rows = [];
        foreach (var status in all)
        {
            rows.Add(ColumnsOf(status));
        }

        var widths = WidthsOf(rows);
        List<string> lines = [];
        for (var i = 0; i < rows.Count; i++)
        {
            lines.Add(Line(widths, rows[i], all[i], isColoured, width));
        }

        return lines;
    }

    /// <summary>Gets the columns of a line; a daemon that does not run has only the first two.</summary>
    private string[] ColumnsOf(DaemonStatus status)
    {
        string[] first = [withProgram ? status.Program ?? "?" : "", status.Name, StateText.Of(status.State)];
        return status.ProcessId is null
            ? first
            : [.. first, $"pid {status.ProcessId}", UpTime(status), Counts(status), Next(status), Memory(status), Cpu(status)];
    }

    /// <summary>Gets the text after the columns, of any length.</summary>
    private static string TextOf(DaemonStatus status)
    {
        List<string> texts = [];
        foreach (var text in (ReadOnlySpan<string?>)[Cluster(status), status.Report, Failure(status), Exit(status), status.Note])
        {
            if (text is not null)
            {
                // The end of a text is often the reason, so a long text loses its middle.
                texts.Add(OneLine.Shorten(OneLine.Whole(text), OneLine.Short));
            }
        }

        return string.Join("  ", texts);
    }

    private static string Line(List<int> widths, string[] row, DaemonStatus status, bool isColoured, int width)
    {
        const int state = 2;
        var line = "";
        var (stateBegin, stateEnd) = (0, 0);
        for (var i = 0; i < row.Length; i++)
        {
            var column = widths[i];
            (stateBegin, stateEnd) = i == state ? (line.Length, line.Length + row[i].Length) : (stateBegin, stateEnd);
            line += row[i].PadRight(column) + new string(' ', column == 0 ? 0 : Gap);
        }

        line = (line + TextOf(status)).TrimEnd();
        line = line.Length <= width ? line : OneLine.Cut(line, width - 1);
        return isColoured && stateEnd < line.Length + 1 && stateEnd <= width
            ? $"{line[..stateBegin]}{Colour(status.State)}{line[stateBegin..stateEnd]}\e[0m{line[stateEnd..]}"
            : line;
    }

    private static string? Cluster(DaemonStatus status) =>
        status.Cluster is { } cluster ? ClusterText.Of(cluster, DateTimeOffset.UtcNow) : null;

    private static List<int> WidthsOf(List<string[]> rows)
    {
        List<int> widths = [];
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                if (i == widths.Count)
                {
                    widths.Add(0);
                }

                widths[i] = Math.Max(widths[i], row[i].Length);
            }
        }

        return widths;
    }

    private static string Counts(DaemonStatus status)
    {
        var counts = StatusLine.Counts(status.TickCount, status.SkippedSlots, status.LateTicks, status.FailedTicks);
        return status.RestartCount is > 0 and var restarts
            ? (counts.Length > 0 ? counts + ", " : "") + Plural.Of(restarts, "restart", "restarts")
            : counts;
    }

    /// <summary>Gets when the daemon runs next, in whole seconds rounded up: "in 0s" is now.</summary>
    private static string Next(DaemonStatus status)
    {
        if (status.NextAt is not { } next)
        {
            return "";
        }

        var left = TimeSpan.FromSeconds(Math.Max(0, Math.Ceiling((next - DateTimeOffset.UtcNow).TotalSeconds)));
        return $"next in {Duration.Format(left)}{(status.TimeZone is { } zone ? $" ({zone})" : "")}";
    }

    private static string Memory(DaemonStatus status) => status.Memory is not { } bytes ? ""
        : bytes < 10 << 20 ? $"{Tenths((double)bytes / (1 << 20))} MB"
        : $"{bytes >> 20} MB";

    private static string Cpu(DaemonStatus status) => status.CpuTime is not { } time ? ""
        : time.TotalSeconds < 60 ? $"cpu {Tenths(time.TotalSeconds)}s"
        : $"cpu {Duration.Format(TimeSpan.FromSeconds((long)time.TotalSeconds))}";

    /// <summary>Writes a number with one decimal, without the data of a culture, which would have to be loaded first.</summary>
    private static string Tenths(double number)
    {
        var tenths = (long)Math.Round(number * 10, MidpointRounding.AwayFromZero);
        return $"{tenths / 10}.{tenths % 10}";
    }

    /// <summary>Gets the last error, unless a tick has succeeded since.</summary>
    private static string? Failure(DaemonStatus status) =>
        status.ProcessId is null || status.LastError is not { } error
            || (status.LastTick is { Succeeded: true } tick && tick.StartedAt + tick.Duration > error.OccurredAt)
            ? null
            : $"failed {Ago(error.OccurredAt)}: {error.Message}";

    /// <summary>Gets how the daemon ended; for a running daemon, how the previous run ended.</summary>
    private static string? Exit(DaemonStatus status) => status.LastExit is not { } exit ? null
        : (status.ProcessId is null ? "" : "before: ") + exit.Reason + (exit.ExitCode is { } code ? $" (exit code {code})" : "") +
            (exit.EndedAt is { } at ? $" {Ago(at)}" : "");

    private static string Ago(DateTimeOffset instant) => $"{Duration.Format(Since(instant))} ago";

    /// <summary>Gets the time since an instant in whole seconds; never negative, even if the wall clock was set back.</summary>
    private static TimeSpan Since(DateTimeOffset instant) =>
        TimeSpan.FromSeconds(Math.Max(0, (long)(DateTimeOffset.UtcNow - instant).TotalSeconds));

    private static string UpTime(DaemonStatus status) => status.StartedAt is { } start ? $"up {Duration.Format(Since(start))}" : "";

    private static string Colour(DaemonState state) => state switch
    {
        DaemonState.Running => "\e[32m",
        DaemonState.Dead => "\e[31m",
        DaemonState.Stopped => "\e[2m",
        _ => "\e[33m",
    };
}
