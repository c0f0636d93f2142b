using Daemonize.Commands;
using Daemonize.Platform;
using Daemonize.Tool.Fleet;
using Daemonize.Tool.Top;

namespace Daemonize.Tool.Commands;

/// <summary>Runs <c>top</c>: shows the daemons live on the whole terminal, and acts on them by keys.</summary>
internal static class TopCommand
{
    public static int Run(Request request)
    {
        if (!Terminal.IsTerminal(TopTerminal.Input) || !Terminal.IsTerminal(Terminal.Output))
        {
            throw new DaemonException(
                "top needs a terminal to read keys from and to draw on; for a pipe, use 'daemonize list'", DaemonExitCode.Usage);
        }

        var fleet = FleetOptions.Of(request);

        // As for the verbs: another user may have no access to the directory that the tool was called in.
        Environment.CurrentDirectory = "/";

        // The strips are drawn without escape sequences: their colours are styles of cells.
        var style = HistoryStyle.Of(DateTimeOffset.UtcNow);
        var loop = new TopLoop(
            new TopOptions(request.Names, style, request.Has("read-only"), HasMouse: !request.Has("no-mouse")) { Fleet = fleet });
        try
        {
            return loop.Run();
        }
        catch
        {
            // Not only by finally, which does not run for an exception that nothing catches: the terminal would stay raw.
            loop.Dispose();
            throw;
        }
        finally
        {
            loop.Dispose();
        }
    }
}
