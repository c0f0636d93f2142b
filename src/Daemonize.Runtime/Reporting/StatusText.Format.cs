using System.Buffers;
using System.Text.Json;

namespace Daemonize.Reporting;

/// <content>Writes the text; <see cref="StatusTextReader"/> reads it.</content>
internal sealed partial record StatusText
{
    private static readonly JsonWriterOptions Form = new() { Encoder = PlainEncoder.Instance, SkipValidation = true };

    /// <summary>
    /// Writes at most <see cref="StatusLimits.MaxLength"/> bytes of JSON, whatever the program reports. Written by hand: these few fields
    /// do not justify the serializer in every daemon.
    /// </summary>
    public byte[] Format()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Form))
        {
            writer.WriteStartObject();
            WriteIdentity(writer);
            WriteProgress(writer);
            WriteExit(writer, "previousExit"u8, PreviousExit);
            WriteExit(writer, "exit"u8, Exit);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void WriteIdentity(Utf8JsonWriter writer)
    {
        writer.WriteNumber("version"u8, Version);
        writer.WriteString("name"u8, StatusLimits.CutName(Name));
        writer.WriteString("program"u8, StatusLimits.CutName(Program));
        writer.WriteString("programVersion"u8, StatusLimits.CutName(ProgramVersion));
        writer.WriteNumber("pid"u8, Pid);
        writer.WriteNumber("startTime"u8, StartTime);
        writer.WriteString("startedAt"u8, StartedAt);
        writer.WriteTexts("options"u8, StatusLimits.CutOptions(Options));
        writer.WriteOptional("logFile"u8, StatusLimits.PathOrNull(LogFile));
        writer.WriteOptional("errorFile"u8, StatusLimits.PathOrNull(ErrorFile));
    }

    private void WriteProgress(Utf8JsonWriter writer)
    {
        writer.WriteBoolean("stopping"u8, Stopping);
        writer.WriteBoolean("scheduled"u8, Scheduled);
        writer.WriteBoolean("history"u8, History);
        writer.WriteOptional("historyError"u8, StatusLimits.Cut(HistoryError));
        if (!History)
        {
            WriteNumbers(writer);
        }

        if (LastError is { } error)
        {
            writer.WriteStartObject("lastError"u8);
            writer.WriteString("text"u8, StatusLimits.Cut(error.Message));
            writer.WriteString("at"u8, error.OccurredAt);
            writer.WriteEndObject();
        }

        writer.WriteOptional("timeZone"u8, StatusLimits.CutName(TimeZone));
        writer.WriteOptional("report"u8, StatusLimits.Cut(Report));
        writer.WriteNumber("reloads"u8, Reloads);
        writer.WriteOptional("reloadError"u8, StatusLimits.Cut(ReloadError));
        writer.WriteOptional("tickSignal"u8, TickSignal);
        WriteTickAnswers(writer);
        writer.WriteOptional("handOverSignal"u8, HandOverSignal);
        WriteHandOverAnswer(writer);
        WriteCluster(writer);
        writer.WriteOptional("restarts"u8, Restarts);
    }

    private void WriteNumbers(Utf8JsonWriter writer)
    {
        writer.WriteOptional("ticks"u8, Ticks);
        writer.WriteNumber("skipped"u8, Skipped);
        writer.WriteNumber("late"u8, Late);
        writer.WriteNumber("failed"u8, Failed);
        if (LastTick is { } tick)
        {
            writer.WriteStartObject("lastTick"u8);
            writer.WriteNumber("number"u8, tick.Number);
            writer.WriteString("at"u8, tick.StartedAt);
            writer.WriteMilliseconds("milliseconds"u8, tick.Duration);
            writer.WriteBoolean("succeeded"u8, tick.Succeeded);
            writer.WriteEndObject();
        }

        writer.WriteOptional("runningSince"u8, RunningSince);
        writer.WriteOptional("next"u8, Next);
        writer.WriteOptional("due"u8, Due);
    }

    private void WriteTickAnswers(Utf8JsonWriter writer)
    {
        if (TickAnswers is { } answers)
        {
            writer.WriteStartObject("tickAnswers"u8);
            writer.WriteNumber("accepted"u8, answers.Accepted);
            writer.WriteOptional("lastAccepted"u8, StatusLimits.CutName(answers.LastAccepted));
            writer.WriteNumber("refused"u8, answers.Refused);
            writer.WriteOptional("lastRefused"u8, StatusLimits.CutName(answers.LastRefused));
            writer.WriteEndObject();
        }
    }

    private void WriteHandOverAnswer(Utf8JsonWriter writer)
    {
        if (HandOverAnswer is { } answer)
        {
            writer.WriteStartObject("handOverAnswer"u8);
            writer.WriteNumber("number"u8, answer.Number);
            writer.WriteBoolean("accepted"u8, answer.IsAccepted);
            writer.WriteString("text"u8, StatusLimits.CutName(answer.Text));
            writer.WriteEndObject();
        }
    }

    private void WriteCluster(Utf8JsonWriter writer)
    {
        if (Cluster is { } cluster)
        {
            writer.WriteStartObject("cluster"u8);
            writer.WriteNumber("role"u8, (int)cluster.Role);
            writer.WriteNumber("token"u8, cluster.Token);
            writer.WriteOptional("leader"u8, StatusLimits.CutName(cluster.Leader));
            writer.WriteOptional("shards"u8, cluster.Shards);
            writer.WriteOptional("shardsTotal"u8, cluster.ShardsTotal);
            writer.WriteOptional("leaseEndsAt"u8, cluster.LeaseEndsAt);
            writer.WriteOptional("silentSince"u8, cluster.StoreSilentSince);
            writer.WriteEndObject();
        }
    }

    private static void WriteExit(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DaemonExit? exit)
    {
        if (exit is not null)
        {
            writer.WriteStartObject(name);
            writer.WriteOptional("code"u8, exit.ExitCode);
            writer.WriteString("reason"u8, StatusLimits.Cut(exit.Reason));
            writer.WriteOptional("at"u8, exit.EndedAt);
            writer.WriteEndObject();
        }
    }
}
