using System.Text.Json;
using Daemonize.Reporting;

namespace Daemonize.Tool.Fleet;

/// <summary>A request of the API over standard streams.</summary>
internal sealed record ApiRequest
{
    /// <summary>The number that the answers repeat.</summary>
    public required long Id { get; init; }

    public required string Method { get; init; }

    /// <summary>The ids of the daemons: of a verb those of one daemon and its instances.</summary>
    public string[] Daemons { get; init; } = [];

    /// <summary>Whether a verb acts only on these instances, and not on all of the daemon.</summary>
    public bool IsNumbered { get; init; }

    /// <summary>Whether a list leaves out what does not run.</summary>
    public bool OnlyRunning { get; init; }

    /// <summary>Reads a line; null for one that is not a request.</summary>
    public static ApiRequest? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new JsonText(line);
            return Read(ref json);
        }
        catch (Exception exception) when (JsonText.IsNone(exception))
        {
            return null;
        }
    }

    /// <summary>Formats the request as a line.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id"u8, Id);
        writer.WriteString("method"u8, Method);
        if (Daemons.Length > 0)
        {
            writer.WriteTexts("daemons"u8, Daemons);
        }

        WriteFlag(writer, "instances"u8, IsNumbered);
        WriteFlag(writer, "running"u8, OnlyRunning);
        writer.WriteEndObject();
    }

    private static void WriteFlag(Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool flag)
    {
        if (flag)
        {
            writer.WriteBoolean(name, flag);
        }
    }

    private static ApiRequest? Read(ref JsonText json)
    {
        var (id, method) = (default(long?), default(string));
        string[] daemons = [];
        var (isNumbered, onlyRunning) = (false, false);
        json.Begin();
        while (json.ReadName() is { } name)
        {
            switch (name)
            {
                case "id": id = json.Value.GetInt64(); break;
                case "method": method = json.ReadText(); break;
                case "daemons": daemons = json.ReadTexts(); break;
                case "instances": isNumbered = json.Value.GetBoolean(); break;
                case "running": onlyRunning = json.Value.GetBoolean(); break;
                default: json.Value.Skip(); break;
            }
        }

        json.End();
        return id is not { } number || method is null ? null : new ApiRequest
        {
            Id = number,
            Method = method,
            Daemons = daemons,
            IsNumbered = isNumbered,
            OnlyRunning = onlyRunning,
        };
    }
}
