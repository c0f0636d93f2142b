using System.Text;
using Daemonize.History;
using Daemonize.Operations;

namespace Daemonize.Commands;

/// <summary>Writes the records of histories as CSV (RFC 4180): a line with the names of the columns, and one for each record.</summary>
internal static class HistoryCsv
{
    private const string LineEnd = "\r\n";

    public static string Format(IReadOnlyList<DaemonHistory> histories, DateTimeOffset? since, int most)
    {
        var text = new StringBuilder("daemon,sequence,at,event,tick,result,took_seconds,late_seconds,count,what,shard").Append(LineEnd);
        foreach (var history in histories)
        {
            history.Overview.EntriesSince(since, most).ForEach(entry => AddLine(text, history.Name, entry));
        }

        return text.ToString();
    }

    private static void AddLine(StringBuilder text, string name, HistoryEntry entry)
    {
        var record = entry.Record;
        var isTick = entry.Result != TickResult.None;
        string[] fields =
        [
            name,
            $"{record.Sequence}",
            Utc(record.Time.UtcDateTime),
            HistoryEntryText.EventOf(record.Kind),
            isTick ? $"{record.Tick}" : "",
            isTick ? HistoryEntryText.ResultOf(entry.Result) : "",
            record.IsEndedTick ? Seconds(record.Took) : "",
            isTick ? Seconds(record.Late) : "",
            HistoryEntryText.CountOf(record) is { } count ? $"{count}" : "",
            HistoryEntryText.Of(entry),
            record.Shard is { } shard ? $"{shard}" : "",
        ];
        text.Append(string.Join(',', Array.ConvertAll(fields, Quote))).Append(LineEnd);
    }

    private static string Seconds(float seconds) => seconds.ToString("0.######", InvariantNumbers.Format);

    /// <summary>Formats a time (ISO 8601) without the data of a culture, which would have to be loaded first.</summary>
    private static string Utc(DateTime time)
    {
        var microseconds = time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;
        return $"{Pad(time.Year, 4)}-{Pad(time.Month, 2)}-{Pad(time.Day, 2)}T{Pad(time.Hour, 2)}:{Pad(time.Minute, 2)}:" +
            $"{Pad(time.Second, 2)}.{Pad(microseconds, 6)}Z";
    }

    private static string Pad(long number, int digits) => $"{number}".PadLeft(digits, '0');

    private static string Quote(string field) =>
        field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
