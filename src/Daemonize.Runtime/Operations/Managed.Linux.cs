using Daemonize.CompilerServices;
using Daemonize.ServiceFiles;
using Daemonize.Text;

namespace Daemonize.Operations;

/// <summary>
/// Runs verbs for daemons that a service manager manages: through the manager, not around it. It would restart a daemon that is stopped
/// without it, and would not know one that is started without it. Reload and tick are not included: they are the same signal from any
/// sender, and only the daemon can report the result.
/// </summary>
internal static class Managed
{
    /// <summary>Throws if the daemon is installed: its service manager has its own timeout and its own way to kill it.</summary>
    public static void CheckStop(DaemonProgram program, DaemonDefinition definition)
    {
        if (Installation.Find(program, definition) is { } installation)
        {
            throw new DaemonException(
                $"{definition.Name} is managed by {installation.Manager}, which has its own way to stop it: use Stop() without a timeout");
        }
    }

    /// <summary>Gets a note for the status of a daemon that a service manager runs; null for any other.</summary>
    public static string? FindNote(DaemonProgram program, DaemonDefinition definition) =>
        Installation.Find(program, definition) is { } installation ? $"managed by {installation.Manager}" : null;

    /// <summary>Gets the directory of a daemon that a service manager runs; null for any other, or if it is the usual one.</summary>
    public static string? FindRuntimeDirectory(DaemonProgram program, DaemonDefinition definition) =>
        Installation.Find(program, definition)?.RuntimeDirectory;

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

    /// <summary>Runs the verb through the manager. False if there is nothing to do.</summary>
    public static bool Do(ManagedDaemon daemon, SuppliedOptions given, string verb)
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
}

/// <summary>A daemon that a service manager manages. A class: the JIT would compile lists of a struct at every start.</summary>
/// <param name="Program">The program that defines the daemon.</param>
/// <param name="Definition">The definition of the daemon.</param>
/// <param name="Installation">The installation with its service manager.</param>
/// <param name="Numbers">The numbers of the named instances; null for all.</param>
internal sealed record ManagedDaemon(DaemonProgram Program, DaemonDefinition Definition, Installation Installation, List<int>? Numbers);
