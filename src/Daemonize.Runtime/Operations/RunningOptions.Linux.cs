using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Platform;

namespace Daemonize.Operations;

/// <summary>Reads the options that the running daemon was started with from its command line and its environment.</summary>
internal static class RunningOptions
{
    /// <summary>
    /// Gets the options. Empty if no daemon runs, or if it belongs to another user, which the stop before a restart reports better.
    /// </summary>
    public static SuppliedOptions Read(DaemonInstance instance)
    {
        var probe = LockProbe.Find(instance.LockFile);
        if (probe is not { HasProcess: true, Record: { } record } || probe.FindOther(instance.Owner) is not null
            || DaemonProcess.TryOpen(record, probe.LockFile) is not { } process)
        {
            return new SuppliedOptions();
        }

        using (process)
        {
            var given = ReadArguments(instance, process.Pid);
            ReadVariables(instance, process.Pid, given);
            return given;
        }
    }

    private static SuppliedOptions ReadArguments(DaemonInstance instance, int pid)
    {
        var words = ProcessTable.ReadArguments(pid);

        // The verb follows the words of the program and its host ("dotnet app.dll"). A process that is about to end has no words.
        var verb =
            words.Count == 0 ? -1 : words.FindIndex(1, static word => word is StageVerb.Daemon or StageVerb.Watch or "run" or "once");
        if (verb < 0)
        {
            return new SuppliedOptions();
        }

        try
        {
            // In the foreground, the paths are as the user has written them.
            var directory = StageVerb.IsStage(words[verb]) ? null : ProcessTable.TryReadDirectory(pid);
            return CommandLine.Parse(instance.Program, words.ToArray().AsSpan(verb), directory).OptionsOf(instance.Definition);
        }
        catch (DaemonException exception)
        {
            throw new DaemonException(
                $"cannot keep the options of {instance.Name} (pid {pid}): {exception.Message}; stop it and start it again",
                exception.ExitCode);
        }
    }

    private static void ReadVariables(DaemonInstance instance, int pid, SuppliedOptions given)
    {
        var names = instance.VariableNames;
        foreach (var variable in ProcessTable.ReadEnvironment(pid))
        {
            var end = variable.IndexOf('=', StringComparison.Ordinal);
            if (end > 0 && names.Contains(variable[..end]))
            {
                given.SetVariable(variable[..end], variable[(end + 1)..]);
            }
        }
    }
}
