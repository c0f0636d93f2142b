using System.Text.Json;
using Daemonize.Commands;
using Daemonize.Operations;
using Daemonize.Reporting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Web;

/// <summary>Writes what the page of one daemon shows besides its row.</summary>
internal static class DetailJson
{
    private const int MaxSlots = 5;

    public static void Write(Utf8JsonWriter writer, DaemonRow row, List<DaemonRow> all, DateTimeOffset now)
    {
        var daemon = row.Daemon;
        WriteCard(writer, daemon.Card?.Card);
        WriteInstances(writer, daemon, all);
        WriteSlots(writer, row, now);
        var stopTimeout = Array.Find(daemon.Card?.Card.Settings ?? [], static setting => setting.Name == Setting.StopTimeout.Property);
        if (Duration.TryParse(stopTimeout?.Value ?? Setting.StopTimeout.DefaultText(""), out var time))
        {
            writer.WriteSeconds("stopTimeout"u8, time);
        }

        writer.WriteString("startNote"u8, StartNoteOf(daemon));
        WriteLog(writer, daemon);
        var overview = TickRange.Find(daemon, now);
        writer.WriteBoolean("hasHistory"u8, overview is not null);
        if (overview is not null)
        {
            writer.WriteStartObject("last"u8);
            HistoryJson.WriteSummary(writer, "hour"u8, overview.LastHour);
            HistoryJson.WriteSummary(writer, "day"u8, overview.LastDay);
            HistoryJson.WriteSummary(writer, "month"u8, overview.LastMonth);
            writer.WriteEndObject();
        }
    }

    private static void WriteCard(Utf8JsonWriter writer, DaemonCard? card)
    {
        if (card is null)
        {
            return;
        }

        writer.WriteStartObject("facts"u8);
        writer.WriteString("programVersion"u8, card.ProgramVersion);
        writer.WriteOptional("logFile"u8, card.LogFile);
        writer.WriteOptional("errorFile"u8, card.ErrorFile);
        writer.WriteOptional("userSetting"u8, card.User);
        writer.WriteOptional("cardStartedAt"u8, card.StartedAt);
        writer.WriteEndObject();
        if (card.Options is { } options)
        {
            writer.WriteTexts("startOptions"u8, options);
        }

        writer.WriteStartArray("settings"u8);
        foreach (var setting in card.Settings)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, setting.Name);
            writer.WriteString("value"u8, setting.Value);
            writer.WriteString("source"u8, setting.Source);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteInstances(Utf8JsonWriter writer, SeenDaemon daemon, List<DaemonRow> all)
    {
        if (daemon.Instance is null)
        {
            return;
        }

        writer.WriteStartArray("instances"u8);
        foreach (var row in all.Where(row => row.Daemon.Key == daemon.Key).OrderBy(static row => row.Daemon.Instance))
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, row.Id);
            writer.WriteString("name"u8, row.Daemon.Name);
            writer.WriteString("state"u8, StateText.Of(row.State));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes the next slots as far as they are known: those of a cron expression only by its own program.</summary>
    private static void WriteSlots(Utf8JsonWriter writer, DaemonRow row, DateTimeOffset now)
    {
        writer.WriteStartArray("slots"u8);
        if (row.Next is { } next && next > now - TimeSpan.FromMinutes(1))
        {
            var count = RowJson.IntervalOf(row.Daemon) is { } interval && interval > TimeSpan.Zero ? MaxSlots : 1;
            for (var i = 0; i < count; i++)
            {
                writer.WriteStringValue((next + (RowJson.IntervalOf(row.Daemon).GetValueOrDefault() * i)).UtcDateTime);
            }
        }

        writer.WriteEndArray();
    }

    private static string StartNoteOf(SeenDaemon daemon) =>
        daemon.Unit is { } unit ? $"{unit.Manager} starts it, with the options and the environment of its service"
        : daemon.Card is null ? "it has no card: start it with its own program"
        : "a start uses the options of the last start and the environment of a login; a restart keeps those of the running daemon";

    private static void WriteLog(Utf8JsonWriter writer, SeenDaemon daemon)
    {
        var hasLog = DaemonLog.Find(daemon).Count > 0;
        writer.WriteBoolean("hasLog"u8, hasLog);
        if (!hasLog)
        {
            writer.WriteString("noLog"u8, DaemonLog.ExplainMissing(daemon));
        }
    }
}
