using System.Buffers;
using System.Text;
using System.Text.Json;
using Daemonize.Commands;
using Daemonize.Reporting;

namespace Daemonize.Tool.Seeing;

/// <summary>
/// Writes daemons as JSON: the members of the runtime's status, and what the tool knows in addition. Later versions may add members, but
/// rename none.
/// </summary>
internal static class ListJson
{
    public static string Format(List<SeenDaemon> daemons)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, StatusReport.Form))
        {
            writer.WriteStartArray();
            foreach (var daemon in daemons)
            {
                writer.WriteStartObject();
                Write(writer, daemon);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan) + "\n";
    }

    /// <summary>Writes what the tool knows in addition to the status.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, SeenDaemon daemon)
    {
        if (daemon.Remote is { } remote)
        {
            WriteMembers(writer, remote);
            return;
        }

        writer.WriteString("user"u8, UserNames.Of(daemon.Owner.UserId));
        writer.WriteOptional("pidFile"u8, daemon.PidFile);

        // Absent if nothing says how to call the program.
        if (daemon.Command.Length > 0)
        {
            writer.WriteTexts("command"u8, daemon.Command);
        }

        // Absent if no service manager runs the daemon.
        writer.WriteOptional("service"u8, daemon.Unit?.File);
        writer.WriteOptional("card"u8, daemon.Card?.File);
        writer.WriteOptional("schedule"u8, daemon.Card?.Card.Schedule);
        writer.WriteOptional("summary"u8, daemon.Card?.Card.Summary);
    }

    /// <summary>Writes the same of a daemon of another machine, and which machine that is.</summary>
    private static void WriteMembers(Utf8JsonWriter writer, RemoteDaemon remote)
    {
        writer.WriteString("host"u8, remote.Host);
        writer.WriteString("user"u8, remote.User);
        writer.WriteOptional("pidFile"u8, remote.PidFile);
        if (remote.Command.Length > 0)
        {
            writer.WriteTexts("command"u8, remote.Command);
        }

        writer.WriteOptional("service"u8, remote.Service);
        writer.WriteOptional("card"u8, remote.Card);
        writer.WriteOptional("schedule"u8, remote.Schedule);
        writer.WriteOptional("summary"u8, remote.Summary);
    }

    /// <summary>Writes a daemon; of a machine that does not answer, which one that is and why.</summary>
    private static void Write(Utf8JsonWriter writer, SeenDaemon daemon)
    {
        if (daemon.Remote is { Silence: { } reason } remote)
        {
            writer.WriteString("host"u8, remote.Host);
            writer.WriteString("error"u8, reason);
            return;
        }

        writer.WriteString("id"u8, daemon.Id);
        StatusReport.WriteMembers(writer, daemon.Status);
        WriteMembers(writer, daemon);
    }
}
