using System.Buffers;
using System.Text.Json;
using Daemonize.Identity;

namespace Daemonize.Reporting;

/// <summary>The text of a status file: the state of a daemon, or how it ended.</summary>
internal sealed record StatusText
{
    /// <summary>Another version of the library writes another number when a reader of this one would misunderstand it.</summary>
    private const int CurrentVersion = 2;

    private static readonly JsonWriterOptions Form = new() { Encoder = PlainEncoder.Instance, SkipValidation = true };

    public int Version { get; init; } = CurrentVersion;

    public string Name { get; init; } = "";

    /// <summary>What the program calls itself.</summary>
    public string Program { get; init; } = "";

    /// <summary>The version of the program that runs, which may be older than the one on the disk.</summary>
    public string ProgramVersion { get; init; } = "";

    public int Pid { get; init; }

    /// <summary>Field 22 of /proc/PID/stat, so that nobody takes an old file for that of the daemon that now has the number.</summary>
    public long StartTime { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>What the command line said. What came by environment may be secret, and is not here.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>Where it logs, as the settings have it: a path, or a word of LogTarget. Another caller's environment may say something else.</summary>
    public string? LogFile { get; init; }

    /// <summary>The same for standard error.</summary>
    public string? ErrorFile { get; init; }

    /// <summary>Whether it has been asked to stop.</summary>
    public bool Stopping { get; init; }

    /// <summary>Null for a method that runs once.</summary>
    public long? Ticks { get; init; }

    public long Skipped { get; init; }

    public long Late { get; init; }

    public long Failed { get; init; }

    public TickText? LastTick { get; init; }

    public ErrorText? LastError { get; init; }

    public DateTimeOffset? Next { get; init; }

    /// <summary>The time zone of its cron expression; null where it has none.</summary>
    public string? TimeZone { get; init; }

    /// <summary>By when there must be another text: milliseconds of CLOCK_MONOTONIC; null where nothing is promised.</summary>
    public long? Due { get; init; }

    public string? Report { get; init; }

    /// <summary>How many reloads are over.</summary>
    public long Reloads { get; init; }

    /// <summary>Why the last reload went wrong; null when it did not.</summary>
    public string? ReloadError { get; init; }

    /// <summary>How many times its watcher has started it again; null where it has none.</summary>
    public long? Restarts { get; init; }

    /// <summary>How the one before it ended, where it has been started again.</summary>
    public ExitText? PreviousExit { get; init; }

    /// <summary>How it ended; null while it runs, and where it had no time to tell.</summary>
    public ExitText? Exit { get; init; }

    /// <summary>That of a start that has failed.</summary>
    public static StatusText OfStart(DaemonInstance instance, LockRecord? record, ExitText exit) => new()
    {
        Name = instance.Name,
        Program = instance.Program.Name,
        ProgramVersion = instance.Program.Version,
        Pid = record?.Pid ?? 0,
        StartTime = record?.StartTime ?? 0,
        StartedAt = exit.At,
        Options = [.. instance.Given.Arguments],
        Exit = exit,
    };

    /// <summary>
    /// At most <see cref="StatusLimits.MaxLength"/> bytes, whatever the program has said. By hand: these few fields are not worth the serializer in every daemon.
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

    /// <summary>Null for anything that no daemon of this version wrote.</summary>
    public static StatusText? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return new StatusTextReader(text).Read() is { Version: CurrentVersion } status ? status : null;
        }
        catch (Exception exception) when (StatusTextReader.IsNone(exception))
        {
            return null;
        }
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
        writer.WriteOptional("ticks"u8, Ticks);
        writer.WriteNumber("skipped"u8, Skipped);
        writer.WriteNumber("late"u8, Late);
        writer.WriteNumber("failed"u8, Failed);
        if (LastTick is { } tick)
        {
            writer.WriteStartObject("lastTick"u8);
            writer.WriteNumber("number"u8, tick.Number);
            writer.WriteString("at"u8, tick.At);
            writer.WriteNumber("milliseconds"u8, tick.Milliseconds);
            writer.WriteBoolean("succeeded"u8, tick.Succeeded);
            writer.WriteEndObject();
        }

        if (LastError is { } error)
        {
            writer.WriteStartObject("lastError"u8);
            writer.WriteString("text"u8, StatusLimits.Cut(error.Text));
            writer.WriteString("at"u8, error.At);
            writer.WriteEndObject();
        }

        writer.WriteOptional("next"u8, Next);
        writer.WriteOptional("timeZone"u8, StatusLimits.CutName(TimeZone));
        writer.WriteOptional("due"u8, Due);
        writer.WriteOptional("report"u8, StatusLimits.Cut(Report));
        writer.WriteNumber("reloads"u8, Reloads);
        writer.WriteOptional("reloadError"u8, StatusLimits.Cut(ReloadError));
        writer.WriteOptional("restarts"u8, Restarts);
    }

    private static void WriteExit(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ExitText? exit)
    {
        if (exit is not null)
        {
            writer.WriteStartObject(name);
            writer.WriteOptional("code"u8, exit.Code);
            writer.WriteString("reason"u8, StatusLimits.Cut(exit.Reason));
            writer.WriteString("at"u8, exit.At);
            writer.WriteEndObject();
        }
    }
}

/// <summary>The tick that ended last.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="At">When it began.</param>
/// <param name="Milliseconds">How long it took, with its retries.</param>
/// <param name="Succeeded">Whether it went well in the end.</param>
internal sealed record TickText(long Number, DateTimeOffset At, double Milliseconds, bool Succeeded);

/// <summary>What went wrong last.</summary>
/// <param name="Text">One line.</param>
/// <param name="At">When.</param>
internal sealed record ErrorText(string Text, DateTimeOffset At);

/// <summary>How a daemon ended.</summary>
/// <param name="Code">Its exit code; null where it was killed.</param>
/// <param name="Reason">Why, as a phrase that follows the word for it.</param>
/// <param name="At">When.</param>
internal sealed record ExitText(int? Code, string Reason, DateTimeOffset At);
