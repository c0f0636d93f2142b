using Daemonize.Commands;
using Daemonize.Platform;
using Daemonize.Tool.Fleet;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Commands;

/// <summary>Runs <c>list</c>: shows the daemons of all programs, those that need attention first.</summary>
internal static class ListCommand
{
    public static int Run(Request request)
    {
        var onlyRunning = request.Has("running");
        if (FleetOptions.Of(request) is { } fleet)
        {
            return FleetListing.List(request, fleet, onlyRunning);
        }

        _ = Show(
            request, () => NameMatch.Filter(Discovery.Find(onlyRunning), request.Names),
            request.Names.Count > 0 ? $"no such daemon {(onlyRunning ? "is running" : "is here")}; 'daemonize' lists all"
            : onlyRunning ? "no daemon is running"
            : "no daemon has been started");
        return DaemonExitCode.Success;
    }

    /// <summary>Shows daemons as a table, as JSON, or repeatedly in place, and gives the statuses that were read last.</summary>
    public static List<DaemonStatus> Show(Request request, Func<List<SeenDaemon>> look, string? none)
    {
        var isJson = request.Format == "json";
        var isRepeated = request.Has("watch");
        if (isRepeated && (isJson || !Terminal.IsTerminal(Terminal.Output)))
        {
            throw new DaemonException(
                "--watch redraws a terminal; for a program, ask for --format json again and again", DaemonExitCode.Usage);
        }

        if (!isJson)
        {
            return new StatusView(() => StatusesOf(look()), withProgram: true, none).Show(isJson: false, isRepeated);
        }

        var found = look();
        Terminal.Write(ListJson.Format(found));
        return StatusesOf(found);
    }

    private static List<DaemonStatus> StatusesOf(List<SeenDaemon> daemons) => daemons.ConvertAll(
        static daemon => daemon.Remote is null ? daemon.Status : new DaemonStatus(daemon.Status) { Program = daemon.ShownProgram });
}
