using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Operations;

namespace Daemonize.Commands;

/// <summary>Runs the verbs that need a background or a service manager, which not every system has.</summary>
internal static class SystemVerbs
{
    public static int Run(DaemonProgram program, ReadOnlySpan<string> args) => args[0] switch
    {
        "start" => Verbs.WithManager(program, args, StartCommand.Run),
        "restart" => Verbs.WithManager(program, args, RestartCommand.Run),
        "try-restart" => Verbs.WithManager(program, args, RestartCommand.RunTry),
        KnownOptions.List => ShowList(CommandLine.Parse(program, args)),
        "install" => Install.Run(program, args),
        _ => Install.RunBack(program, args),
    };

    private static int ShowList(CommandLine commandLine)
    {
        _ = new StatusView(RunningDaemons.Find, withProgram: true, none: "no daemon is running").Show(commandLine);
        return DaemonExitCode.Success;
    }
}
