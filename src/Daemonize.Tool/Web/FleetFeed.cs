using Daemonize.Platform;
using Daemonize.Tool.Acting;
using Daemonize.Tool.Fleet;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Web;

/// <summary>
/// The daemons of other machines for the page: they are rows like those of this machine, with the machine before the program.
/// </summary>
internal static class FleetFeed
{
    /// <summary>Opens what the viewers see: this machine, and the others as soon as they answer.</summary>
    /// <param name="fleet">The other machines; null for none.</param>
    /// <param name="local">This machine, which is disposed with the result.</param>
    /// <param name="changed">Is called when a machine begins or ceases to answer.</param>
    public static ISnapshotSource Open(FleetOptions? fleet, SnapshotSource local, Action changed)
    {
        if (fleet is null)
        {
            return local;
        }

        var source = new FleetSource(fleet, local);
        source.Changed += changed;
        source.Begin();
        return source;
    }

    /// <summary>Asks the other machines once.</summary>
    /// <param name="fleet">The other machines; null for none.</param>
    public static List<DaemonRow> Ask(FleetOptions? fleet)
    {
        if (fleet is null)
        {
            return [];
        }

        using var lookup = FleetLookup.Ask(fleet);
        return lookup.Filter([]).ConvertAll(static daemon => new DaemonRow(daemon));
    }

    /// <summary>Finds a daemon of another machine that answers; null if there is none with the id.</summary>
    public static SeenDaemon? Find(SnapshotFeed feed, FleetOptions? fleet, string id) =>
        fleet is null ? null : feed.Look().Find(row => row.Id == id && row.Daemon.Remote is { Silence: null })?.Daemon;

    /// <summary>Runs a verb on a daemon of another machine to its end, over its own connection: it goes on without a viewer.</summary>
    public static VerbOutcome Act(FleetOptions fleet, DaemonVerb verb, SeenDaemon daemon)
    {
        var host = daemon.Remote!.Host;
        using var connection = HostConnection.Open(host, fleet.Ssh);
        connection.ReadHello(connection.DeadlineFromNow);
        var call = RemoteCall.Of([new Choice(daemon, daemon.Instance is not null)]);
        var id = connection.Send(verb.ToWord(), call.Ids, call.IsNumbered);
        var message = connection.Read(Deadline.TimestampIn(FleetProtocol.LongestVerb));
        return message.Id == id
            ? RemoteCall.OutcomeOf(host, call.Name, message)
            : throw new DaemonException($"{host} answers what nobody has asked");
    }

    /// <summary>Gets the status with the numbers of this second, and with a name that says which machine it is on.</summary>
    public static DaemonStatus Name(DaemonRow row) => row.Daemon.Remote is not { } remote ? row.StatusNow
        : remote.Silence is null ? new DaemonStatus(row.StatusNow) { Program = row.Daemon.ShownProgram }
        : new DaemonStatus(row.StatusNow) { Program = "host", Name = remote.Host };
}
