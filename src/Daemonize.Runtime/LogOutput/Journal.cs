using System.Text;
using Daemonize.Logging;
using Daemonize.Platform.Linux;

namespace Daemonize.LogOutput;

/// <summary>
/// The journal of systemd. It receives a stream of lines, each with its priority in front (sd-daemon(3)): the socket is standard output
/// itself, which children inherit.
/// </summary>
internal static class Journal
{
    private const string Path = "/run/systemd/journal/stdout";

    /// <summary>Opens a stream. It begins with the same header as a stream of sd_journal_stream_fd(3), one field a line.</summary>
    public static Descriptor Connect(string name)
    {
        var socket = LocalSocket.TryConnect(Path, Libc.SOCK_STREAM, out var errno)
            ?? throw Errno.Exception($"log to the journal at {Path}", errno, "is systemd-journald running? choose another LogFile");

        // The identifier; the unit, which the journal finds itself; the priority of lines without one; whether lines have one; and three
        // fields about forwarding.
        const string noUnit = "";
        var header = $"{name}\n{noUnit}\n{LogLevels.Information}\n1\n0\n0\n0\n";
        socket.Write(Encoding.UTF8.GetBytes(header), $"log to the journal at {Path}");
        return socket;
    }
}
