using System.Globalization;
using System.Text;
using System.Text.Json;
using Daemonize.Commands;
using Daemonize.Reporting;

namespace Daemonize.Tool.Web;

/// <summary>A part of a log.</summary>
/// <param name="Lines">The lines, the oldest first.</param>
/// <param name="First">The place before which what is older ends.</param>
/// <param name="Next">The place after which what is newer begins.</param>
/// <param name="End">Why the part begins where it does: <c>beginning</c>, <c>lines</c> or <c>limit</c>.</param>
internal sealed record LogPage(List<LogPageLine> Lines, LogPlace First, LogPlace Next, string End)
{
    /// <summary>Writes the members of the answer.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        WriteLines(writer);
        writer.WriteString("first"u8, First.ToString());
        writer.WriteString("next"u8, Next.ToString());
        writer.WriteString("end"u8, End);
    }

    public void WriteLines(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("lines"u8);
        Lines.ForEach(line => line.Write(writer));
        writer.WriteEndArray();
    }
}

/// <summary>A line of a log.</summary>
/// <param name="Place">The place where it begins.</param>
/// <param name="Bytes">The text without its line end.</param>
/// <param name="IsCut">Whether the line is longer.</param>
internal sealed record LogPageLine(LogPlace Place, byte[] Bytes, bool IsCut)
{
    /// <summary>The indent of the further lines of a record; see <see cref="Logging.TextRecord"/>.</summary>
    private const string Indent = "    ";

    /// <summary>Whether it is a further line of the entry before it.</summary>
    public bool Continues => Bytes is [(byte)' ' or (byte)'\t', ..];

    /// <summary>Writes the line: a record in JSON with an exception is several.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        var text = Encoding.UTF8.GetString(Bytes);
        if (Continues)
        {
            text = text.StartsWith(Indent, StringComparison.Ordinal) ? text[Indent.Length..] : text;
            Write(writer, new LogHeader(null, null, null), text, continues: true);
            return;
        }

        var header = LogHeader.Read(LogLine.Read(Bytes, default), ref text);
        var isFirst = true;
        foreach (var line in text.Split('\n'))
        {
            Write(writer, isFirst ? header : new LogHeader(null, null, null), line, !isFirst);
            isFirst = false;
        }
    }

    private void Write(Utf8JsonWriter writer, LogHeader header, string text, bool continues)
    {
        writer.WriteStartObject();
        writer.WriteString("place"u8, Place.ToString());
        writer.WriteOptional("time"u8, header.Time?.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        writer.WriteOptional("level"u8, header.Level);
        writer.WriteOptional("category"u8, header.Category);
        writer.WriteString("text"u8, text.TrimEnd('\r'));
        if (continues)
        {
            writer.WriteBoolean("continues"u8, true);
        }

        if (IsCut)
        {
            writer.WriteBoolean("cut"u8, true);
        }

        writer.WriteEndObject();
    }
}
