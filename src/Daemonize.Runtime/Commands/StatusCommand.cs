using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Operations;

namespace Daemonize.Commands;

/// <summary>Runs <c>status</c> and <c>list</c>, which show the same.</summary>
internal static class StatusCommand
{
    /// <summary>Runs <c>status</c>.</summary>
    public static int Run(DaemonProgram program, ReadOnlySpan<string> args)
    {
        var commandLine = CommandLine.Parse(program, args);
        var view = new StatusView(() => InstanceChoice.Found(program, commandLine).ConvertAll(Status.Of), withProgram: false, none: null);
        return StatusExit.CodeOf(view.Show(commandLine));
    }

    /// <summary>Runs <c>list</c>.</summary>
    public static int RunList(DaemonProgram program, ReadOnlySpan<string> args)
    {
        _ = new StatusView(RunningDaemons.Find, withProgram: true, none: "no daemon is running").Show(CommandLine.Parse(program, args));
        return DaemonExitCode.Success;
    }
}
