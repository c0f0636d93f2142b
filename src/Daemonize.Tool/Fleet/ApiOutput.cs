using System.Buffers;
using System.Text.Json;
using Daemonize.Platform;

namespace Daemonize.Tool.Fleet;

/// <summary>Writes the lines of the API to standard output, each whole, from any thread.</summary>
internal sealed class ApiOutput
{
    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _line = new(4096);

    /// <summary>Whether nobody reads the lines any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Writes a line that answers a request.</summary>
    /// <param name="id">The number of the request; null for the first line, which answers none.</param>
    /// <param name="write">Writes the other members.</param>
    public void Write(long? id, Action<Utf8JsonWriter> write)
    {
        lock (_lock)
        {
            _line.ResetWrittenCount();
            using (var writer = new Utf8JsonWriter(_line, FleetProtocol.Form))
            {
                writer.WriteStartObject();
                if (id is { } number)
                {
                    writer.WriteNumber("id"u8, number);
                }

                write(writer);
                writer.WriteEndObject();
            }

            _line.Write("\n"u8);
            IsClosed |= !Terminal.TryWrite(_line.WrittenSpan);
        }
    }

    /// <summary>Writes that a request is refused, and why.</summary>
    public void Refuse(long id, string reason, int exitCode = DaemonExitCode.Usage) => Write(id, writer =>
    {
        writer.WriteString("refusal"u8, reason);
        writer.WriteNumber("exitCode"u8, exitCode);
    });

    /// <summary>Writes that nothing more answers a request.</summary>
    public void End(long id) => Write(id, static writer => writer.WriteBoolean("done"u8, true));
}
