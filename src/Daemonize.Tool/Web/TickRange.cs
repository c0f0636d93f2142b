using System.Globalization;
using System.Text.Json;
using Daemonize.Commands;
using Daemonize.History;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Web;

/// <summary>The part of a history that a plot shows.</summary>
/// <param name="From">The beginning, as asked for.</param>
/// <param name="To">The end, as asked for.</param>
/// <param name="Step">What each point stands for; null for what fits.</param>
internal sealed record TickRange(DateTimeOffset From, DateTimeOffset To, TickStep? Step)
{
    /// <summary>The largest number of points: more than a screen has columns.</summary>
    public const int MaxPoints = 2000;

    private const int DaysOfHours = 32;

    /// <summary>Reads the parameters; null for a mistake.</summary>
    /// <param name="parameter">Gets a parameter; null if it is not there.</param>
    /// <param name="now">The end without a parameter.</param>
    public static TickRange? TryParse(Func<string, string?> parameter, DateTimeOffset now)
    {
        if (!TryParseTime(parameter("to"), now, out var to) || !TryParseTime(parameter("from"), to.AddHours(-1), out var from))
        {
            return null;
        }

        return parameter("step") switch
        {
            null or "auto" => new TickRange(from, to, null),
            "record" => new TickRange(from, to, TickStep.Record),
            "minute" => new TickRange(from, to, TickStep.Minute),
            "hour" => new TickRange(from, to, TickStep.Hour),
            _ => null,
        };
    }

    /// <summary>Reads the history of a daemon; null if it has none.</summary>
    public static HistoryOverview? Find(SeenDaemon daemon, DateTimeOffset now) => SeenHistory.TryRead(daemon, now)?.Overview;

    /// <summary>Writes the members of the answer.</summary>
    public void Write(Utf8JsonWriter writer, HistoryOverview overview, DateTimeOffset now)
    {
        var entries = EntriesOf(overview);
        var step = Step ?? Choose(overview, entries.Count, now);
        writer.WriteString("step"u8, step switch { TickStep.Record => "record", TickStep.Minute => "minute", _ => "hour" });
        writer.WriteString("from"u8, From.UtcDateTime);
        writer.WriteString("to"u8, To.UtcDateTime);
        if (step == TickStep.Record)
        {
            WriteOldest(writer, overview.Entries is [var first, ..] ? first.Record.Time : now);
            Write(writer, "records"u8, entries, HistoryJson.WriteRecord);
        }
        else
        {
            var (sums, minutes) = step == TickStep.Minute ? (overview.Minutes, 1) : (overview.Hours, 60);
            writer.WriteNumber("seconds"u8, minutes * 60);
            WriteOldest(writer, step == TickStep.Minute ? now.AddDays(-1) : now.AddDays(-DaysOfHours));
            Write(writer, "sums"u8, SumsOf(sums, minutes), HistoryJson.WriteSum);
        }
    }

    private static bool TryParseTime(string? text, DateTimeOffset missing, out DateTimeOffset time)
    {
        time = missing;
        return text is null || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }

    private TickStep Choose(HistoryOverview overview, int entries, DateTimeOffset now)
    {
        // The ring is not full while the first record of the file is still there.
        var isCovered = overview.Entries is not [var first, ..] || first.Record.Sequence == 1 || first.Record.Time <= From;
        return isCovered && entries <= MaxPoints ? TickStep.Record
            : From >= now.AddDays(-1).AddMinutes(-1) ? TickStep.Minute
            : TickStep.Hour;
    }

    private List<HistoryEntry> EntriesOf(HistoryOverview overview)
    {
        List<HistoryEntry> entries = [];
        foreach (var entry in overview.Entries)
        {
            if ((entry.EndedAt >= From || entry.Result == TickResult.Running) && entry.Record.Time <= To)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    private List<HistorySum> SumsOf(IReadOnlyList<HistorySum> sums, int minutes)
    {
        List<HistorySum> found = [];
        foreach (var sum in sums)
        {
            if (sum.Time.AddMinutes(minutes) > From && sum.Time <= To)
            {
                found.Add(sum);
            }
        }

        return found;
    }

    private static void WriteOldest(Utf8JsonWriter writer, DateTimeOffset time) => writer.WriteString("oldest"u8, time.UtcDateTime);

    /// <summary>Writes the newest points, and whether there are more.</summary>
    private static void Write<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, List<T> points, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteBoolean("truncated"u8, points.Count > MaxPoints);
        writer.WriteStartArray(name);
        for (var i = Math.Max(0, points.Count - MaxPoints); i < points.Count; i++)
        {
            writer.WriteStartObject();
            write(writer, points[i]);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}

/// <summary>What a point of a plot stands for.</summary>
internal enum TickStep
{
    Record,
    Minute,
    Hour,
}
