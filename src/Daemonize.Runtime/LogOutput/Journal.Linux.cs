using Daemonize.Logging;
using Daemonize.Platform;

namespace Daemonize.LogOutput;

/// <summary>
/// The journal of systemd. It receives a stream of lines, each with its priority in front (sd-daemon(3)): the socket is standard output
/// itself, which children inherit.
/// </summary>
internal static class Journal
{
    /// <summary>Opens a stream. It begins with the same header as a stream of sd_journal_stream_fd(3), one field a line.</summary>
    public static LogHandle Connect(string name)
    {
        // The identifier; the unit, which the journal finds itself; the priority of lines without one; whether lines have one; and three
        // fields about forwarding.
        const string noUnit = "";
        return SystemLog.ConnectJournal($"{name}\n{noUnit}\n{LogLevels.Information}\n1\n0\n0\n0\n");
    }
}
