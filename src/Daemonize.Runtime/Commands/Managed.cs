using Daemonize.Generated;
using Daemonize.Options;
using Daemonize.Platform.Linux;
using Daemonize.Units;

namespace Daemonize.Commands;

/// <summary>
/// The verbs for daemons that a service manager takes care of: they ask it, instead of going around it. What would be stopped behind its back is started again
/// by it, and what would be started behind its back it knows nothing of.
/// </summary>
internal static class Managed
{
    /// <summary>Takes out of a command line the daemons that are installed, and does the verb to them. The exit code is the first that is not 0; null for none.</summary>
    public static int? Do(DaemonProgram program, CommandLine commandLine, string verb)
    {
        List<(NamedDaemon Daemon, Installation Installation)> found = [];
        foreach (var daemon in commandLine.Daemons)
        {
            if (Installation.Find(program, daemon.Definition) is { } installation)
            {
                found.Add((daemon, installation));
            }
        }

        if (found.Count == 0)
        {
            return null;
        }

        commandLine.Daemons.RemoveAll(daemon => found.Exists(other => other.Daemon == daemon));
        if (verb == "logs")
        {
            return ShowLogs(commandLine, found);
        }

        var exitCode = DaemonExitCode.Success;
        foreach (var (daemon, installation) in found)
        {
            var code = Try(program, () => Do(program, commandLine, daemon, installation, verb == "force-reload" ? "reload" : verb));
            exitCode = exitCode == DaemonExitCode.Success ? code : exitCode;
        }

        return exitCode;
    }

    private static int Do(DaemonProgram program, CommandLine commandLine, NamedDaemon daemon, Installation installation, string verb)
    {
        var name = daemon.Definition.Name;
        if (commandLine.OptionsOf(daemon.Definition).Arguments is [var option, ..])
        {
            throw new DaemonException(
                $"{name} is managed by {installation.Manager}, which starts it with the options that it was installed with; for {option} say '{program.Name} install {name}' with it",
                DaemonExitCode.Usage);
        }

        if (commandLine.Signal is not null || commandLine.Kill || commandLine.Timeout is not null)
        {
            throw new DaemonException($"{name} is managed by {installation.Manager}, which has its own way to {verb} it: leave the options out", DaemonExitCode.Usage);
        }

        // To reload what does not run is an error of its own, and to restart it only if it runs is none.
        var runs = verb is not ("reload" or "try-restart") || SystemTool.Run(installation.CommandForState(daemon.Numbers)).Succeeded;
        if (!runs && verb == "reload")
        {
            throw new DaemonException($"{name} is not running", DaemonExitCode.NotRunning);
        }

        if (runs)
        {
            Run(installation.CommandFor(verb, daemon.Numbers), installation.Advice);
        }

        Terminal.WriteLine($"{name} {(runs ? Past(verb) : "is not running")}, by {installation.Manager}");
        return DaemonExitCode.Success;
    }

    /// <summary>Runs a command of the manager. Throws its first line, with where to look for more, when it fails.</summary>
    public static void Run(List<string> command, string? advice)
    {
        var tool = SystemTool.Run(command);

        // supervisorctl complains on standard output.
        var error = tool.Error.Length > 0 ? tool.Error : tool.Output.Split('\n')[^1];
        if (!tool.Succeeded || error.Contains("ERROR (", StringComparison.Ordinal))
        {
            var isDenied = error.Contains("authentication required", StringComparison.Ordinal) || error.Contains("Access denied", StringComparison.Ordinal);
            throw new DaemonException(
                $"'{string.Join(' ', command)}' failed: {OneLine.From(error, OneLine.Long)}{(isDenied ? "; use sudo" : advice is null ? "" : "; " + advice)}",
                isDenied ? DaemonExitCode.NoPermission : DaemonExitCode.Failure);
        }
    }

    private static int ShowLogs(CommandLine commandLine, List<(NamedDaemon Daemon, Installation Installation)> found)
    {
        if (commandLine.Follow && (found.Count > 1 || commandLine.Daemons.Count > 0))
        {
            throw new DaemonException($"{found[0].Daemon.Definition.Name} is managed by {found[0].Installation.Manager}, which has its log: follow one at a time", DaemonExitCode.Usage);
        }

        var request = new LogRequest(commandLine.Lines, commandLine.Since, commandLine.Follow);
        var exitCode = DaemonExitCode.Success;
        foreach (var (daemon, installation) in found)
        {
            var code = installation.ShowLogs(request, daemon.Numbers);
            exitCode = exitCode == DaemonExitCode.Success ? code : exitCode;
        }

        return exitCode;
    }

    private static int Try(DaemonProgram program, Func<int> action)
    {
        try
        {
            return action();
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
        "reload" => "reloaded",
        _ => "restarted",
    };
}
