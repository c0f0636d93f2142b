using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Fleet;

/// <summary>What a machine has answered to the question for its daemons.</summary>
/// <param name="Host">The name of the machine.</param>
/// <param name="Daemons">Its daemons, those that need attention first.</param>
internal sealed record HostAnswer(string Host, List<SeenDaemon> Daemons)
{
    /// <summary>Why it has not answered; null if it has.</summary>
    public string? Problem { get; init; }

    /// <summary>The connection, which the caller closes; null if the machine has not answered.</summary>
    public HostConnection? Connection { get; init; }

    /// <summary>Asks a machine, and leaves the connection open.</summary>
    public static HostAnswer Ask(string host, SshCommand ssh, bool onlyRunning)
    {
        HostConnection? connection = null;
        try
        {
            connection = HostConnection.Open(host, ssh);
            var deadline = connection.DeadlineFromNow;
            connection.ReadHello(deadline);
            return new HostAnswer(host, ReadAll(connection, onlyRunning, deadline)) { Connection = connection };
        }
        catch (DaemonException exception)
        {
            connection?.Dispose();
            return new HostAnswer(host, []) { Problem = exception.Message };
        }
    }

    private static List<SeenDaemon> ReadAll(HostConnection connection, bool onlyRunning, long deadline)
    {
        List<SeenDaemon> daemons = [];
        var id = connection.Send(FleetProtocol.List, onlyRunning: onlyRunning);
        while (true)
        {
            // One limit for the whole answer: a machine that sends a line now and then must not hold up the others.
            var message = connection.Read(deadline);
            if (message.Id != id || message is { Row: null, IsDone: false })
            {
                throw new DaemonException(message.Refusal ?? "it answers what nobody has asked");
            }

            if (message.IsDone)
            {
                daemons.Sort(Attention.Compare);
                return daemons;
            }

            if (daemons.Count == FleetProtocol.MaxDaemons)
            {
                throw new DaemonException($"it has more than {FleetProtocol.MaxDaemons} daemons");
            }

            daemons.Add(message.Row!.Daemon);
        }
    }
}
