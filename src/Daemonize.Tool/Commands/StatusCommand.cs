using Daemonize.Operations;
using Daemonize.Tool.Fleet;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Commands;

/// <summary>Runs <c>status</c>: shows the named daemons, and exits with the code of the worst.</summary>
internal static class StatusCommand
{
    public static int Run(Request request) => StatusExit.CodeOf(
        FleetOptions.Of(request) is { } fleet ? FleetListing.Show(request, fleet)
            : ListCommand.Show(request, () => NameMatch.Find(Discovery.Find(), request.Names).Daemons, none: null));
}
