using System.Buffers;
using System.Text.Json;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Options;
using Daemonize.Platform;

namespace Daemonize.Reporting;

/// <summary>
/// What does not change while a daemon runs: where it is and how to call it. It is kept on disk for programs that show stopped daemons too,
/// also after the next boot; docs/cards.md is the format. Only the lock says whether the daemon runs.
/// </summary>
internal sealed record DaemonCard
{
    /// <summary>The version of the format. It changes when a reader of the current version would misunderstand the text.</summary>
    public const int CurrentVersion = 1;

    private static readonly JsonWriterOptions Form = new() { Encoder = PlainEncoder.Instance, SkipValidation = true };

    public int Version { get; init; } = CurrentVersion;

    /// <summary>The name that the program gives itself.</summary>
    public string Program { get; init; } = "";

    public string ProgramVersion { get; init; } = "";

    /// <summary>The absolute path of the executable and the words of its host, before the program's own arguments.</summary>
    public string[] Command { get; init; } = [];

    /// <summary>The name of the daemon, without the number of an instance.</summary>
    public string Daemon { get; init; } = "";

    /// <summary>The number of the instance; null for a plain daemon.</summary>
    public int? Instance { get; init; }

    /// <summary>The absolute path of the pid file; null if it cannot be determined.</summary>
    public string? PidFile { get; init; }

    /// <summary>The absolute path of the log, or a word of LogTarget; null if it cannot be determined.</summary>
    public string? LogFile { get; init; }

    /// <summary>The log for standard error, in the same form.</summary>
    public string? ErrorFile { get; init; }

    /// <summary>The schedule as the help shows it; null for none.</summary>
    public string? Schedule { get; init; }

    /// <summary>The description of the daemon; null for none.</summary>
    public string? Summary { get; init; }

    /// <summary>
    /// The options of the command line. Options from the environment may be secret and are left out. Null if they are too long for a card.
    /// </summary>
    public string[]? Options { get; init; } = [];

    /// <summary>The settings that differ from their defaults.</summary>
    public CardSetting[] Settings { get; init; } = [];

    /// <summary>The user of the setting User; null for the user that starts the daemon.</summary>
    public string? User { get; init; }

    /// <summary>The id of the user that has started the daemon, or would start it.</summary>
    public uint UserId { get; init; }

    /// <summary>When the daemon was started last; null if it never was.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>A mistake in the settings, which prevents a start; null for none. Never in a file.</summary>
    public string? Problem { get; init; }

    /// <summary>Describes an instance of this program.</summary>
    /// <param name="instance">The instance, whose settings must be valid.</param>
    /// <param name="startedAt">When the instance was started; null if it was not.</param>
    public static DaemonCard Of(DaemonInstance instance, DateTimeOffset? startedAt) => OfUnchecked(instance) with
    {
        Schedule = instance.Settings.ScheduleText,
        User = instance.Settings.User,
        StartedAt = startedAt,
    };

    /// <summary>Describes an instance without reading the values of its settings, which may be invalid.</summary>
    public static DaemonCard OfUnchecked(DaemonInstance instance) => OfProgram(instance.Program, instance.Definition) with
    {
        Instance = instance.IsNumbered ? instance.Number : null,
        PidFile = instance.PidFile,
        LogFile = instance.LogFile,
        ErrorFile = instance.ErrorFile,
        Options = CardLimits.WholeOptions([.. instance.Given.Arguments]),
        Settings = [.. instance.Settings.FindChanged().ConvertAll(CardSetting.Of)],
    };

    /// <summary>Describes a daemon as far as that is possible without its settings.</summary>
    public static DaemonCard OfProgram(DaemonProgram program, DaemonDefinition definition) => new()
    {
        Program = program.Name,
        ProgramVersion = program.Version,
        Command = [ProgramPath.Executable, .. HostWords.Absolute],
        Daemon = definition.Name,
        Summary = definition.Description,
        UserId = ThisProcess.UserId,
    };

    /// <summary>
    /// Formats the card as one line of JSON; null for a command that does not fit: a part of it would be another command.
    /// </summary>
    public byte[]? Format()
    {
        if (!CardLimits.Fits(Command))
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Form))
        {
            Write(writer);
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a card; null for anything that no daemon of this version has written.</summary>
    public static DaemonCard? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return new CardReader(text).Read() is { Version: CurrentVersion } card ? card : null;
        }
        catch (Exception exception) when (JsonText.IsNone(exception))
        {
            return null;
        }
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version"u8, Version);
        writer.WriteString("program"u8, StatusLimits.CutName(Program));
        writer.WriteString("programVersion"u8, StatusLimits.CutName(ProgramVersion));
        writer.WriteTexts("command"u8, Command);
        writer.WriteString("daemon"u8, StatusLimits.CutName(Daemon));
        writer.WriteOptional("instance"u8, Instance);
        writer.WriteOptional("pidFile"u8, StatusLimits.PathOrNull(PidFile));
        writer.WriteOptional("logFile"u8, StatusLimits.PathOrNull(LogFile));
        writer.WriteOptional("errorFile"u8, StatusLimits.PathOrNull(ErrorFile));
        writer.WriteOptional("schedule"u8, StatusLimits.Cut(Schedule));
        writer.WriteOptional("summary"u8, StatusLimits.Cut(Summary));
        if (Options is { } options)
        {
            writer.WriteTexts("options"u8, options);
        }

        WriteSettings(writer);
        writer.WriteOptional("user"u8, StatusLimits.CutName(User));
        writer.WriteNumber("userId"u8, UserId);
        writer.WriteOptional("startedAt"u8, StartedAt);
        writer.WriteOptional("problem"u8, StatusLimits.Cut(Problem));
        writer.WriteEndObject();
    }

    private void WriteSettings(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("settings"u8);
        foreach (var setting in Settings.AsSpan(0, CardLimits.CountFitting(Settings)))
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, StatusLimits.CutName(setting.Name));
            writer.WriteString("value"u8, StatusLimits.Cut(setting.Value));
            writer.WriteString("source"u8, StatusLimits.CutName(setting.Source));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}

/// <summary>A setting of a daemon that differs from its default.</summary>
/// <param name="Name">The name of the attribute's property.</param>
/// <param name="Value">The value as text; the names only for environment variables.</param>
/// <param name="Source">Where it is set: option, variable, configuration or attribute.</param>
internal sealed record CardSetting(string Name, string Value, string Source)
{
    public static CardSetting Of(ChangedSetting changed) => new(changed.Setting.Property, changed.Text, changed.Source);
}
