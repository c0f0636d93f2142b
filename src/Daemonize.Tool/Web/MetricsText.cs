using System.Globalization;
using System.Text;
using Daemonize.Operations;
using Daemonize.Platform;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Web;

/// <summary>
/// Writes the numbers of all daemons for Prometheus: its text format 0.0.4, or OpenMetrics 1.0. There are no reports, errors or options:
/// they may be secret, and each text would be a new series.
/// </summary>
/// <param name="isOpen">Whether to write OpenMetrics.</param>
internal sealed class MetricsText(bool isOpen)
{
    private static readonly DaemonState[] States =
    [
        DaemonState.Running, DaemonState.Suspended, DaemonState.Hung, DaemonState.Restarting, DaemonState.Stopped, DaemonState.Dead,
        DaemonState.Unknown,
    ];

    private readonly StringBuilder _text = new();

    public static string MediaType(bool isOpen) =>
        isOpen ? "application/openmetrics-text; version=1.0.0; charset=utf-8" : "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Whether a header Accept prefers OpenMetrics to the text format.</summary>
    public static bool IsOpen(string accept)
    {
        var (open, text) = (0.0, 0.0);
        foreach (var part in accept.Split(','))
        {
            var words = part.Split(';', StringSplitOptions.TrimEntries);
            var quality = Array.Find(words, static word => word.StartsWith("q=", StringComparison.Ordinal)) is { } given
                && double.TryParse(given.AsSpan(2), CultureInfo.InvariantCulture, out var number) ? number : 1;
            var isOurs = Array.Find(words, static word => word.StartsWith("version=", StringComparison.Ordinal)) is null or "version=1.0.0";
            open = words[0] == "application/openmetrics-text" && isOurs ? Math.Max(open, quality) : open;
            text = words[0] is "text/plain" or "text/*" or "*/*" ? Math.Max(text, quality) : text;
        }

        return open > 0 && open >= text;
    }

    /// <summary>Formats the numbers of the daemons.</summary>
    public byte[] Format(List<DaemonRow> rows)
    {
        var daemons = Label(rows);
        Write(
            daemons, "up", "gauge", "Whether the daemon runs.", static row => row.State is DaemonState.Stopped or DaemonState.Dead ? 0 : 1);
        WriteStates(daemons);
        Write(daemons, "ticks", "counter", "Ticks that have begun in this run.", static row => row.Ticks);
        Write(daemons, "ticks_skipped", "counter", "Slots without a tick in this run.", static row => OfRun(row, row.Skipped));
        Write(daemons, "ticks_failed", "counter", "Failed ticks of this run.", static row => OfRun(row, row.Failed));
        Write(daemons, "ticks_late", "counter", "Late ticks of this run.", static row => OfRun(row, row.Late));
        WriteSummary(daemons, "tick_duration_seconds", "How long the ticks of this run took.", static pulse => pulse.SumOfTook);
        WriteSummary(daemons, "tick_lateness_seconds", "How long after their slots the ticks began.", static pulse => pulse.SumOfLate);
        Write(
            daemons, "last_tick_timestamp_seconds", "gauge", "When the tick that ended last began.",
            static row => row.Pulse is { LastTick: > 0 } pulse ? pulse.LastTickAt / 1e6 : Seconds(row.Daemon.Status.LastTick?.StartedAt));
        Write(daemons, "next_slot_timestamp_seconds", "gauge", "When the next tick is due.", static row => Seconds(row.Next));
        Write(daemons, "restarts", "counter", "Restarts by its watcher.", static row => row.Daemon.Status.RestartCount);
        Write(daemons, "resident_memory_bytes", "gauge", "Resident memory.", static row => row.Memory);
        Write(daemons, "cpu_seconds", "counter", "Processor time that the process has used.", static row => row.CpuTime?.TotalSeconds);
        Write(
            daemons, "start_time_seconds", "gauge", "When the process started.",
            static row => row.Daemon.Process is null ? null : Seconds(row.Daemon.Status.StartedAt));
        _text.Append(isOpen ? "# EOF\n" : "");
        return Encoding.UTF8.GetBytes(_text.ToString());
    }

    private static double? OfRun(DaemonRow row, long count) => row.Ticks is null ? null : count;

    private static double? Seconds(DateTimeOffset? time) => time is { } at ? at.ToUnixTimeMilliseconds() / 1e3 : null;

    /// <summary>Gets each daemon with its labels. Two daemons of one name differ by their ids: a series must not come twice.</summary>
    private static List<(DaemonRow Row, string Labels)> Label(List<DaemonRow> rows)
    {
        var names = rows.CountBy(LabelsOf).ToDictionary();
        return rows.ConvertAll(row =>
        {
            var labels = LabelsOf(row);
            return (row, names[labels] == 1 ? labels : $"{labels},id=\"{row.Id}\"");
        });
    }

    private static string LabelsOf(DaemonRow row)
    {
        var daemon = row.Daemon;
        var instance = daemon.Instance?.ToString(CultureInfo.InvariantCulture) ?? "";
        var user = ThisProcess.IsRoot ? $",user=\"{Escape(UserNames.Of(daemon.Owner.UserId))}\"" : "";
        return $"program=\"{Escape(daemon.Program)}\",daemon=\"{Escape(daemon.Daemon)}\",instance=\"{instance}\"{user}";
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '\\' => escaped.Append("\\\\"),
                '"' => escaped.Append("\\\""),
                '\n' => escaped.Append("\\n"),

                // The text formats have no other escapes, and a scraper may show what it reads.
                _ => escaped.Append(char.IsControl(letter) ? '?' : letter),
            };
        }

        return escaped.ToString();
    }

    private void Write(
        List<(DaemonRow Row, string Labels)> daemons, string name, string type, string help, Func<DaemonRow, double?> value)
    {
        var isCounter = type == "counter";
        Describe(isCounter && !isOpen ? name + "_total" : name, type, help);
        foreach (var (row, labels) in daemons)
        {
            Append(isCounter ? name + "_total" : name, labels, value(row));
        }
    }

    private void WriteStates(List<(DaemonRow Row, string Labels)> daemons)
    {
        Describe("state", "gauge", "1 for the state that the daemon is in.");
        foreach (var (row, labels) in daemons)
        {
            foreach (var state in States)
            {
                Append("state", $"{labels},state=\"{StateText.Of(state)}\"", row.State == state ? 1 : 0);
            }
        }
    }

    /// <summary>Writes a sum and the number of the ticks that it is of: those that have ended.</summary>
    private void WriteSummary(
        List<(DaemonRow Row, string Labels)> daemons, string name, string help, Func<History.Pulse, double> sum)
    {
        Describe(name, "summary", help);
        foreach (var (row, labels) in daemons)
        {
            if (row is { Ticks: { } ticks, Pulse: { } pulse } && double.IsFinite(sum(pulse)))
            {
                Append(name + "_sum", labels, sum(pulse));
                Append(name + "_count", labels, ticks - (row.RunsSince is null ? 0 : 1));
            }
        }
    }

    private void Describe(string name, string type, string help)
    {
        _text.Append("# HELP daemonize_").Append(name).Append(' ').Append(help).Append('\n');
        _text.Append("# TYPE daemonize_").Append(name).Append(' ').Append(type).Append('\n');
    }

    private void Append(string name, string labels, double? value)
    {
        if (value is { } number)
        {
            _text.Append("daemonize_").Append(name).Append('{').Append(labels).Append("} ")
                .Append(number.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }
    }
}
