namespace Daemonize.Tool.Seeing;

/// <summary>
/// What another machine says about one of its daemons, to be shown only: no path of it is opened here, and no command of it is run here.
/// </summary>
/// <param name="Host">The name of the machine, as the command line has it.</param>
/// <param name="Id">The id of the daemon on that machine.</param>
internal sealed record RemoteDaemon(string Host, string Id)
{
    /// <summary>The key of all instances of the daemon, on that machine.</summary>
    public string Key { get; init; } = "";

    /// <summary>The name of the user that the daemon belongs to.</summary>
    public string User { get; init; } = "";

    public string? PidFile { get; init; }

    public string[] Command { get; init; } = [];

    /// <summary>The file of its service manager; null if none runs it.</summary>
    public string? Service { get; init; }

    public string? Card { get; init; }

    public string? Schedule { get; init; }

    public string? Summary { get; init; }

    /// <summary>Why the machine does not answer; null for a daemon of one that does.</summary>
    public string? Silence { get; init; }

    /// <summary>Makes the entry for a machine that does not answer.</summary>
    public static SeenDaemon OfSilentHost(string host, string reason) =>
        new(new DaemonStatus { Name = "", Program = "", State = DaemonState.Unknown, Note = "does not answer: " + reason })
        {
            Remote = new RemoteDaemon(host, "") { Silence = reason },
        };
}
