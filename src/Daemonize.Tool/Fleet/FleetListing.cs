using Daemonize.Tool.Commands;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Fleet;

/// <summary>Shows the daemons of other machines, in the order of the machines; one that does not answer has a line that says why.</summary>
internal static class FleetListing
{
    /// <summary>Shows what the patterns fit, and returns the exit code: a failure if a machine has not answered.</summary>
    public static int List(Request request, FleetOptions fleet, bool onlyRunning)
    {
        using var lookup = Ask(request, fleet, onlyRunning);
        var here = fleet.LocalNames is null ? [] : NameMatch.Filter(Discovery.Find(onlyRunning), fleet.LocalNames);
        _ = ListCommand.Show(request, () => [.. here, .. lookup.Filter(fleet.Names)], "these machines have no such daemon");
        return lookup.Silent.Count > 0 ? DaemonExitCode.Failure : DaemonExitCode.Success;
    }

    /// <summary>Shows the named daemons, and gives their statuses; that of a machine that has not answered is unknown.</summary>
    public static List<DaemonStatus> Show(Request request, FleetOptions fleet)
    {
        using var lookup = Ask(request, fleet, onlyRunning: false);
        var here = fleet.LocalNames is null ? [] : NameMatch.Find(Discovery.Find(), fleet.LocalNames).Daemons;
        var silent = lookup.Silent.ConvertAll(static answer => RemoteDaemon.OfSilentHost(answer.Host, answer.Problem!));
        return ListCommand.Show(request, () => [.. here, .. lookup.Find(fleet.Names).Daemons, .. silent], none: null);
    }

    private static FleetLookup Ask(Request request, FleetOptions fleet, bool onlyRunning) =>
        request.Has("watch")
            ? throw new DaemonException("--watch shows this machine; for others, use 'daemonize top --host'", DaemonExitCode.Usage)
            : FleetLookup.Ask(fleet, onlyRunning);
}
