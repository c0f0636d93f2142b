using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Daemonize.Reporting;

/// <summary>What a daemon tells about itself in its status file.</summary>
internal sealed record StatusText
{
    /// <summary>A reader that knows another version does not guess.</summary>
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    public string Name { get; init; } = "";

    public int Pid { get; init; }

    /// <summary>As in the lock file: which of all processes that ever had this number it is.</summary>
    public long StartTime { get; init; }

    /// <summary>Null for a method that runs once.</summary>
    public long? Ticks { get; init; }

    public long Skipped { get; init; }

    public long Late { get; init; }

    public long Failed { get; init; }

    public DateTimeOffset? Next { get; init; }

    public string? Report { get; init; }

    /// <summary>By hand: these few fields are not worth loading the serializer in every daemon.</summary>
    public byte[] Format()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version"u8, Version);
            writer.WriteString("name"u8, Name);
            writer.WriteNumber("pid"u8, Pid);
            writer.WriteNumber("startTime"u8, StartTime);
            if (Ticks is { } ticks)
            {
                writer.WriteNumber("ticks"u8, ticks);
            }

            writer.WriteNumber("skipped"u8, Skipped);
            writer.WriteNumber("late"u8, Late);
            writer.WriteNumber("failed"u8, Failed);
            if (Next is { } next)
            {
                writer.WriteString("next"u8, next);
            }

            if (Report is not null)
            {
                writer.WriteString("report"u8, Report);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Null for anything that no daemon of this version wrote.</summary>
    public static StatusText? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, StatusJson.Default.StatusText) is { Version: CurrentVersion } status ? status : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The generated reader and writer of <see cref="StatusText"/>, which need no reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StatusText))]
internal sealed partial class StatusJson : JsonSerializerContext;
