using Daemonize.History;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Fleet;

/// <summary>The line of a daemon.</summary>
internal static class ApiRow
{
    /// <summary>Writes a daemon.</summary>
    /// <param name="output">Receives the line of the daemon.</param>
    /// <param name="id">The number of the request.</param>
    /// <param name="row">The daemon with its numbers.</param>
    /// <param name="recent">The ticks and other events to pass on; by default none.</param>
    /// <param name="isWhole">Whether these are all, so that what was passed on before counts no more.</param>
    public static void Write(
        ApiOutput output, long id, DaemonRow row, IEnumerable<HistoryEntry>? recent = null, bool isWhole = false) =>
        output.Write(id, writer =>
        {
            writer.WriteStartObject("daemon"u8);
            RowText.Write(writer, row);
            if (recent is not null)
            {
                RowText.WriteEntries(writer, recent);
            }

            writer.WriteEndObject();
            if (isWhole)
            {
                writer.WriteBoolean("whole"u8, true);
            }
        });
}
