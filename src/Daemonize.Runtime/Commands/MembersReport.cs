using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Daemonize.Operations;
using Daemonize.Reporting;

namespace Daemonize.Commands;

/// <summary>Writes the members of daemons as JSON, for programs. Later versions may add members of the objects, but rename none.</summary>
internal static class MembersReport
{
    /// <summary>The form for terminals and jq, without the escaping that an HTML page needs.</summary>
    private static readonly JsonWriterOptions Form = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Format(IReadOnlyList<MemberStatus> members)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, Form))
        {
            writer.WriteStartArray();
            foreach (var member in members)
            {
                Write(writer, member);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter writer, MemberStatus member)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, member.Daemon);
        writer.WriteString("host"u8, member.Host);
        writer.WriteNumber("pid"u8, member.ProcessId);

        // One of: leader, deputy, follower.
        writer.WriteString("role"u8, MembersTable.WordOf(member.Role));
        writer.WriteNumber("leases"u8, member.Leases);
        writer.WriteString("version"u8, member.Version);
        writer.WriteOptional("nextAt"u8, member.NextSlot);
        writer.WriteString("lastSeenAt"u8, member.LastSeen);

        // Any of: other version, other settings, silent.
        writer.WriteTexts("warnings"u8, member.Warnings);
        writer.WriteEndObject();
    }
}
