using Daemonize.Reporting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Tests.Infrastructure;

/// <summary>Daemons for tests that start none.</summary>
internal static class Seen
{
    /// <summary>Gets a daemon by its full name, such as <c>newsapp/fetch</c>, whose program is at /srv.</summary>
    public static SeenDaemon Daemon(string fullName, DaemonState state = DaemonState.Running, string directory = "/run")
    {
        var (program, name) = (fullName.Split('/')[0], fullName.Split('/')[1]);
        return new SeenDaemon(new DaemonStatus { Program = program, Name = name, State = state })
        {
            PidFile = $"{directory}/{program}/{name.Replace(':', '.')}.pid",
            Command = ["/srv/" + program],
        };
    }

    /// <summary>Gets the daemon with a card.</summary>
    /// <param name="daemon">The daemon that the card is about.</param>
    /// <param name="options">The options of the last start; null for too many.</param>
    /// <param name="settings">The settings that differ from their default.</param>
    public static SeenDaemon WithCard(this SeenDaemon daemon, string[]? options, params CardSetting[] settings)
    {
        // The program must exist.
        string[] command = ["/bin/sh"];
        var card = new DaemonCard
        {
            Program = daemon.Program,
            Daemon = daemon.Daemon,
            Instance = daemon.Instance,
            PidFile = daemon.PidFile,
            Command = command,
            Options = options,
            Settings = settings,
        };
        return daemon with { Card = new FoundCard("/nowhere/card.json", card), Command = command };
    }
}
