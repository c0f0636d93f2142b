using System.Buffers;
using System.Text;
using System.Text.Json;
using Daemonize.Commands;
using Daemonize.Reporting;
using Daemonize.Tool.Text;

namespace Daemonize.Tool.Doctor;

/// <summary>Writes an examination as JSON, with all checks. Later versions may add members, but rename none.</summary>
internal static class DoctorJson
{
    public static string Format(Examination examination)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, StatusReport.Form))
        {
            writer.WriteStartObject();
            writer.WriteNumber("mistakes"u8, examination.Count(Severity.Mistake));
            writer.WriteNumber("warnings"u8, examination.Count(Severity.Warning));
            writer.WriteNumber("remarks"u8, examination.Count(Severity.Remark));
            writer.WriteNumber("passed"u8, examination.Count(CheckOutcome.Passed));
            writer.WriteNumber("notKnown"u8, examination.Count(CheckOutcome.NotKnown));
            WriteItems(writer, "machine"u8, examination.Machine);
            writer.WriteStartArray("daemons"u8);
            foreach (var (daemon, items) in examination.Daemons)
            {
                writer.WriteStartObject();
                writer.WriteString("id"u8, daemon.Id);
                writer.WriteString("program"u8, SafeText.Of(daemon.Program));
                writer.WriteString("name"u8, SafeText.Of(daemon.Name));
                WriteItems(writer, "checks"u8, items);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan) + "\n";
    }

    private static void WriteItems(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<CheckedItem> items)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, item.Id);
            writer.WriteString("title"u8, item.Title);
            writer.WriteString("severity"u8, item.Severity switch
            {
                Severity.Mistake => "mistake",
                Severity.Warning => "warning",
                _ => "remark",
            });

            // One of: passed, found, not known. Of one that is not known, the finding is why.
            writer.WriteString("result"u8, item.Result.Outcome switch
            {
                CheckOutcome.Passed => "passed",
                CheckOutcome.Found => "found",
                _ => "not known",
            });
            writer.WriteOptional("finding"u8, Optional(item.Result.Finding));
            writer.WriteOptional("advice"u8, Optional(item.Result.Advice));
            writer.WriteOptional("evidence"u8, Optional(item.Result.Evidence));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string? Optional(string text) => text.Length > 0 ? SafeText.Of(text) : null;
}
