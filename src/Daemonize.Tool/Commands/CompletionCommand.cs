using Daemonize.Platform;
using Daemonize.Text;
using Daemonize.Tool.Completing;

namespace Daemonize.Tool.Commands;

/// <summary>Runs <c>completion</c>: prints the script by which a shell completes the command line of the tool.</summary>
internal static class CompletionCommand
{
    public static int Run(Request request)
    {
        var script = request.Names is [var shell] ? ShellScript.Find(shell) : null;
        Terminal.Write(script ?? throw new DaemonException(
            $"completion takes {ShellScript.Accepted}, not '{OneLine.From(string.Join(' ', request.Names))}'",
            DaemonExitCode.Usage));
        return DaemonExitCode.Success;
    }
}
