using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Logging;

/// <summary>The journal of systemd. A stream of lines goes to it, each with its priority in front (sd-daemon(3)): the socket is standard output itself, and so that of children.</summary>
internal static class Journal
{
    private const string Path = "/run/systemd/journal/stdout";

    /// <summary>Opens a stream. What is said of it first, a line each, is what sd_journal_stream_fd(3) says.</summary>
    public static Descriptor Connect(string name)
    {
        var socket = LocalSocket.TryConnect(Path, Libc.SOCK_STREAM, out var errno)
            ?? throw Errno.Exception($"log to the journal at {Path}", errno, "is systemd-journald running? choose another LogFile");

        // The identifier; the unit, which it finds by itself; the priority of lines without one; whether they have one; and three of forwarding.
        const string noUnit = "";
        var header = $"{name}\n{noUnit}\n{LogLevels.Information}\n1\n0\n0\n0\n";
        socket.Write(Encoding.UTF8.GetBytes(header), $"log to the journal at {Path}");
        return socket;
    }
}
