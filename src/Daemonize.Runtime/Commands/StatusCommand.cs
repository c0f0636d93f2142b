using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Operations;

namespace Daemonize.Commands;

/// <summary>Runs <c>status</c>.</summary>
internal static class StatusCommand
{
    public static int Run(DaemonProgram program, ReadOnlySpan<string> args)
    {
        var commandLine = CommandLine.Parse(program, args);
        var view = new StatusView(() => InstanceChoice.Found(program, commandLine).ConvertAll(Status.Of), withProgram: false, none: null);
        return StatusExit.CodeOf(view.Show(commandLine));
    }
}
