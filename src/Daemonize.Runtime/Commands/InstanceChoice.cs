using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Operations;

namespace Daemonize.Commands;

/// <summary>The instances that a command line names, or all.</summary>
internal static class InstanceChoice
{
    /// <summary>Gets the instances of each named daemon.</summary>
    public static List<InstanceSet> Sets(DaemonProgram program, CommandLine commandLine, bool mayChange) => commandLine.Daemons.ConvertAll(
        daemon => new InstanceSet(daemon.Definition, program, commandLine.OptionsOf(daemon.Definition), daemon.Numbers, mayChange));

    /// <summary>Finds the instances for a verb that changes none.</summary>
    public static List<DaemonInstance> Found(DaemonProgram program, CommandLine commandLine)
    {
        List<DaemonInstance> found = [];
        Sets(program, commandLine, mayChange: false).ForEach(set => found.AddRange(set.Found));
        return found;
    }

    /// <summary>Takes the scaling lock for a verb that starts instances.</summary>
    public static ScalingLock TakeScalingLock(DaemonProgram program, CommandLine commandLine) =>
        ScalingLock.Take(() => Sets(program, commandLine, mayChange: true));
}
