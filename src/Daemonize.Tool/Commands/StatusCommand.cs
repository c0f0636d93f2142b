using Daemonize.Operations;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Commands;

/// <summary>Runs <c>status</c>: shows the named daemons, and exits with the code of the worst.</summary>
internal static class StatusCommand
{
    public static int Run(Request request) =>
        StatusExit.CodeOf(ListCommand.Show(request, () => NameMatch.Find(Discovery.Find(), request.Names).Daemons, none: null));
}
