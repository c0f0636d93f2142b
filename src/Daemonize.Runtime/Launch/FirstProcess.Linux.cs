using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Identity;

namespace Daemonize.Launch;

/// <summary>
/// A program in the foreground that is process 1 of its pid namespace, as in a container: the kernel does not kill it, and so not at the
/// end of a lease either. Where a daemon needs that, process 1 becomes the init stage, and the daemon its child.
/// </summary>
internal static class FirstProcess
{
    /// <summary>Does not return if this process becomes the init stage.</summary>
    public static void Enter(DaemonInstance instance)
    {
        if (FindCluster(instance.Definition) is { } cluster)
        {
            cluster.BecomeInit(instance);
            cluster.Inherit();
        }
    }

    /// <summary>Runs the init stage, and returns the exit code of the daemon.</summary>
    /// <param name="program">The program of this process.</param>
    /// <param name="args">The stage's verb, the name of the instance, and the arguments of the child.</param>
    public static int Run(DaemonProgram program, ReadOnlySpan<string> args) =>
        FindCluster(CommandLine.Parse(program, args[..2]).Daemons[0].Definition) is { } cluster && Environment.ProcessId == 1
            ? cluster.RunInit(program, args)
            : throw Stage.NotByHand(args[0]);

    /// <summary>Gets what the daemon of a cluster needs in addition; null for another daemon.</summary>
    public static IClusterLaunch? FindCluster(DaemonDefinition definition) => (IClusterLaunch?)definition.Cluster;
}
