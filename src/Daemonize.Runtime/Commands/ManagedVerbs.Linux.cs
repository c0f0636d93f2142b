using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Operations;
using Daemonize.Platform;
using Daemonize.ServiceFiles;

namespace Daemonize.Commands;

/// <summary>Runs verbs for the installed daemons of a command line, and reports the results.</summary>
internal static class ManagedVerbs
{
    /// <summary>
    /// Removes the installed daemons from a command line and runs the verb for them. Gives the first exit code that is not 0; null if no
    /// daemon is installed.
    /// </summary>
    public static int? Do(DaemonProgram program, CommandLine commandLine, string verb)
    {
        List<ManagedDaemon> found = [];
        foreach (var daemon in commandLine.Daemons)
        {
            if (Installation.Find(program, daemon.Definition) is { } installation)
            {
                found.Add(new ManagedDaemon(program, daemon.Definition, installation, daemon.Numbers));
            }
        }

        if (found.Count == 0)
        {
            return null;
        }

        commandLine.Daemons.RemoveAll(daemon => found.Exists(other => other.Definition == daemon.Definition));
        return verb == "logs" ? ShowLogs(commandLine, found) : DoAll(commandLine, found, verb);
    }

    private static int DoAll(CommandLine commandLine, List<ManagedDaemon> found, string verb)
    {
        var exitCode = DaemonExitCode.Success;
        foreach (var daemon in found)
        {
            var code = Try(daemon.Program, () =>
            {
                CheckOptions(commandLine, daemon, verb);
                var isDone = Managed.Do(daemon, commandLine.OptionsOf(daemon.Definition), verb);
                Terminal.WriteLine(
                    $"{daemon.Definition.Name} {(isDone ? Past(verb) : "is not running")}, by {daemon.Installation.Manager}");
            });
            exitCode = exitCode == DaemonExitCode.Success ? code : exitCode;
        }

        return exitCode;
    }

    private static void CheckOptions(CommandLine commandLine, ManagedDaemon daemon, string verb)
    {
        if (commandLine.Signal is not null || commandLine.Kill || commandLine.Timeout is not null)
        {
            throw new DaemonException(
                $"{daemon.Definition.Name} is managed by {daemon.Installation.Manager}, which has its own way to {verb} it: leave the " +
                "options out", DaemonExitCode.Usage);
        }
    }

    private static int ShowLogs(CommandLine commandLine, List<ManagedDaemon> found)
    {
        if (commandLine.Follow && (found.Count > 1 || commandLine.Daemons.Count > 0))
        {
            throw new DaemonException(
                $"{found[0].Definition.Name} is managed by {found[0].Installation.Manager}, which has its log: follow one at a time",
                DaemonExitCode.Usage);
        }

        if (commandLine.IsJson)
        {
            throw new DaemonException(
                $"{found[0].Definition.Name} is managed by {found[0].Installation.Manager}, which has its log in its own format: leave " +
                "--format out",
                DaemonExitCode.Usage);
        }

        var request = new LogRequest(commandLine.Lines, commandLine.Since, commandLine.Follow);
        var exitCode = DaemonExitCode.Success;
        foreach (var daemon in found)
        {
            var code = daemon.Installation.ShowLogs(request, daemon.Numbers);
            exitCode = exitCode == DaemonExitCode.Success ? code : exitCode;
        }

        return exitCode;
    }

    private static int Try(DaemonProgram program, Action action)
    {
        try
        {
            action();
            return DaemonExitCode.Success;
        }
        catch (DaemonException exception)
        {
            return Verbs.Complain(program, exception);
        }
    }

    private static string Past(string verb) => verb switch
    {
        "start" => "started",
        "stop" => "stopped",
        _ => "restarted",
    };
}
