using Daemonize.CompilerServices;
using Daemonize.Options;
using Daemonize.Platform.Linux;
using Daemonize.ServiceFiles;

namespace Daemonize.Commands;

/// <summary>
/// Runs verbs for daemons that a service manager manages: through the manager, not around it. It would restart a daemon that is stopped
/// without it, and would not know one that is started without it. Reload and tick are not included: they are the same signal from any
/// sender, and only the daemon can report the result.
/// </summary>
internal static class Managed
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

    /// <summary>Throws if the daemon is installed: its service manager has its own timeout and its own way to kill it.</summary>
    public static void CheckStop(DaemonProgram program, DaemonDefinition definition)
    {
        if (Installation.Find(program, definition) is { } installation)
        {
            throw new DaemonException(
                $"{definition.Name} is managed by {installation.Manager}, which has its own way to stop it: use Stop() without a timeout");
        }
    }

    /// <summary>Runs the verb for a handle and prints nothing. False if the daemon is not installed.</summary>
    public static bool TryDo(DaemonProgram program, DaemonDefinition definition, List<int>? numbers, SuppliedOptions given, string verb)
    {
        if (Installation.Find(program, definition) is not { } installation)
        {
            return false;
        }

        _ = Do(new ManagedDaemon(program, definition, installation, numbers), given, verb);
        return true;
    }

    private static int DoAll(CommandLine commandLine, List<ManagedDaemon> found, string verb)
    {
        var exitCode = DaemonExitCode.Success;
        foreach (var daemon in found)
        {
            var code = Try(daemon.Program, () =>
            {
                CheckOptions(commandLine, daemon, verb);
                var isDone = Do(daemon, commandLine.OptionsOf(daemon.Definition), verb);
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

    /// <summary>Runs the verb through the manager. False if there is nothing to do.</summary>
    private static bool Do(ManagedDaemon daemon, SuppliedOptions given, string verb)
    {
        var (name, installation) = (daemon.Definition.Name, daemon.Installation);
        if (given.First is { } option)
        {
            throw new DaemonException(
                $"{name} is managed by {installation.Manager}, which starts it with the options that it was installed with; for " +
                $"{OneLine.From(option)} say '{daemon.Program.Name} install {name}' with it",
                DaemonExitCode.Usage);
        }

        if (verb == "try-restart" && !SystemTool.Run(installation.CommandForState(daemon.Numbers)).Succeeded)
        {
            return false;
        }

        Run(installation.CommandFor(verb, daemon.Numbers), installation.Advice);
        return true;
    }

    /// <summary>Runs a command of the manager. If it fails, throws with its first line and where to look for more.</summary>
    public static void Run(List<string> command, string? advice)
    {
        var tool = SystemTool.Run(command);

        // supervisorctl prints errors on standard output.
        var error = tool.Error.Length > 0 ? tool.Error : tool.Output.Split('\n')[^1];
        if (!tool.Succeeded || error.Contains("ERROR (", StringComparison.Ordinal))
        {
            var isDenied =
                error.Contains("authentication required", StringComparison.Ordinal)
                    || error.Contains("Access denied", StringComparison.Ordinal);
            var hint = isDenied ? "use sudo" : advice;
            throw new DaemonException(
                $"'{string.Join(' ', command)}' failed: " +
                $"{OneLine.From(error, OneLine.Long)}{(hint is null ? "" : "; " + hint)}",
                isDenied ? DaemonExitCode.NoPermission : DaemonExitCode.Failure);
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

/// <summary>A daemon that a service manager manages. A class: the JIT would compile lists of a struct at every start.</summary>
/// <param name="Program">The program that defines the daemon.</param>
/// <param name="Definition">The definition of the daemon.</param>
/// <param name="Installation">The installation with its service manager.</param>
/// <param name="Numbers">The numbers of the named instances; null for all.</param>
internal sealed record ManagedDaemon(DaemonProgram Program, DaemonDefinition Definition, Installation Installation, List<int>? Numbers);
