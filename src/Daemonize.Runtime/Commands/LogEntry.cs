using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Daemonize.Reporting;

namespace Daemonize.Commands;

/// <summary>An entry of a log: a record with all its lines, or a line that the program has printed itself.</summary>
internal sealed class LogEntry
{
    /// <summary>How long an entry waits for further lines: a record is written in one piece, but the stack of a crash is not.</summary>
    private static readonly long Patience = Stopwatch.Frequency / 10;

    /// <summary>The largest number of characters in an object. What follows is in the next one.</summary>
    private const int MaxText = 64 * 1024;

    /// <summary>The indent of the further lines of a record; see <see cref="Logging.TextRecord"/>.</summary>
    private const string Indent = "    ";

    private static readonly JsonWriterOptions Form = new() { Encoder = PlainEncoder.Instance, SkipValidation = true };

    private readonly StringBuilder _text = new();
    private readonly LogHeader _header;

    private LogEntry(LogHeader header) => _header = header;

    /// <summary>When the entry has waited long enough for further lines, as a timestamp of Stopwatch.</summary>
    public long OpenUntil { get; private set; }

    /// <summary>Begins an entry with its first line.</summary>
    /// <param name="line">The line, with its line end if it has one.</param>
    /// <param name="before">The entry before it in the same log; null for none.</param>
    public static LogEntry Begin(LogLine line, LogEntry? before)
    {
        var text = Decode(line.Text);
        var header = before?.IsContinuedBy(text) == true
            ? before._header with { Time = null, Category = null, Continues = true, Json = null }
            : LogHeader.Read(line, ref text);
        var entry = new LogEntry(header);
        entry.Append(header.Continues ? entry.Unindent(text) : text);
        return entry;
    }

    /// <summary>Adds a line if it continues the entry; otherwise returns false.</summary>
    public bool TryAdd(LogLine line)
    {
        // Decoding a line twice is rare: most lines begin entries.
        if (line.Text is not [(byte)' ' or (byte)'\t', ..] || Decode(line.Text) is var text && !IsContinuedBy(text))
        {
            return false;
        }

        text = Unindent(text);
        if (_text.Length + text.Length >= MaxText)
        {
            return false;
        }

        _text.Append('\n');
        Append(text);
        return true;
    }

    /// <summary>Writes the entry as lines with one object each, of which all but the first continue it.</summary>
    public void Write(IBufferWriter<byte> output, string daemon)
    {
        var text = _text.ToString();
        var header = _header;
        for (var start = 0; start == 0 || start < text.Length;)
        {
            var length = Math.Min(MaxText, text.Length - start);
            length -= length == MaxText && char.IsHighSurrogate(text[start + length - 1]) ? 1 : 0;
            using (var writer = new Utf8JsonWriter(output, Form))
            {
                header.Write(writer, daemon, text.AsSpan(start, length));
            }

            output.Write("\n"u8);
            header = header with { Time = null, Category = null, Continues = true, Json = null };
            start += Math.Max(1, length);
        }
    }

    /// <summary>
    /// Whether a line belongs to the entry: it is indented. A record in JSON is complete.
    /// </summary>
    private bool IsContinuedBy(string text) => !_header.IsJson && text is [' ' or '\t', ..];

    /// <summary>Removes the indent that the record's format has added.</summary>
    private string Unindent(string text) =>
        _header.IsRecord && text.StartsWith(Indent, StringComparison.Ordinal) ? text[Indent.Length..] : text;

    private void Append(string text)
    {
        _text.Append(text);
        OpenUntil = Stopwatch.GetTimestamp() + Patience;
    }

    private static string Decode(byte[] line) => Encoding.UTF8.GetString(line is [.. var text, (byte)'\n'] ? text : line);
}
