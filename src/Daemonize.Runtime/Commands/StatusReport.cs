using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Daemonize.Commands;

/// <summary>A status as JSON, for programs. Members are added in later versions, and none is renamed.</summary>
internal sealed record StatusReport
{
    /// <summary>For terminals and jq, not for a page of HTML.</summary>
    private static readonly JsonWriterOptions Form = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required string Name { get; init; }

    public string? Program { get; init; }

    public string? Version { get; init; }

    /// <summary>running, suspended, hung, restarting, stopped, dead or unknown.</summary>
    public required string State { get; init; }

    /// <summary>What <c>status</c> exits with where it is the only one.</summary>
    public required int ExitCode { get; init; }

    public int? Pid { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public IReadOnlyList<string>? Options { get; init; }

    public long? Ticks { get; init; }

    public long Skipped { get; init; }

    public long Late { get; init; }

    public long Failed { get; init; }

    /// <summary>Null where nothing starts it again.</summary>
    public int? Restarts { get; init; }

    public DateTimeOffset? NextAt { get; init; }

    public DaemonTick? LastTick { get; init; }

    public DaemonError? LastError { get; init; }

    public DaemonExit? LastExit { get; init; }

    public string? Report { get; init; }

    /// <summary>In bytes.</summary>
    public long? Memory { get; init; }

    public double? CpuSeconds { get; init; }

    public string? Note { get; init; }

    public static string Format(IReadOnlyList<DaemonStatus> all)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, Form))
        {
            JsonSerializer.Serialize(writer, [.. all.Select(Of)], StatusReportJson.Default.StatusReportArray);
        }

        return Encoding.UTF8.GetString(text.WrittenSpan) + "\n";
    }

    private static StatusReport Of(DaemonStatus status) => new()
    {
        Name = status.Name,
        Program = status.Program,
        Version = status.Version,
        State = StatusTable.Word(status.State),
        ExitCode = StatusExit.CodeOf(status.State),
        Pid = status.Pid == 0 ? null : status.Pid,
        StartedAt = status.StartedAt,
        Options = status.Options.Count == 0 ? null : status.Options,
        Ticks = status.Ticks,
        Skipped = status.Skipped,
        Late = status.Late,
        Failed = status.Failed,
        Restarts = status.Restarts,
        NextAt = status.NextAt,
        LastTick = status.LastTick,
        LastError = status.LastError,
        LastExit = status.LastExit,
        Report = status.Report,
        Memory = status.Memory,
        CpuSeconds = status.CpuTime?.TotalSeconds,
        Note = status.Note,
    };
}

/// <summary>The generated writer of <see cref="StatusReport"/>, which needs no reflection.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StatusReport[]))]
internal sealed partial class StatusReportJson : JsonSerializerContext;
