using System.Buffers;
using System.Text.Json;

namespace Daemonize.Tool.Web;

/// <summary>Writes the events of a stream, in the format of server-sent events.</summary>
internal static class ServerEvent
{
    /// <summary>Writes an event whose data is an object.</summary>
    public static byte[] Write(ReadOnlySpan<byte> name, Action<Utf8JsonWriter> members) => WriteValue(name, writer =>
    {
        writer.WriteStartObject();
        members(writer);
        writer.WriteEndObject();
    });

    /// <summary>Writes an event with any value. JSON without indentation is one line, as the format wants it.</summary>
    public static byte[] WriteValue(ReadOnlySpan<byte> name, Action<Utf8JsonWriter> value)
    {
        var text = new ArrayBufferWriter<byte>(1024);
        text.Write("event: "u8);
        text.Write(name);
        text.Write("\ndata: "u8);
        using (var writer = new Utf8JsonWriter(text, Answer.Form))
        {
            value(writer);
        }

        text.Write("\n\n"u8);
        return text.WrittenSpan.ToArray();
    }

    /// <summary>Writes the last event of a stream.</summary>
    public static byte[] End(string reason) => Write("end"u8, writer => writer.WriteString("error"u8, reason));
}
