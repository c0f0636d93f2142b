using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Operations;

namespace Daemonize.Commands;

/// <summary>Runs <c>run</c> and <c>once</c>.</summary>
internal static class ForegroundCommand
{
    public static int Run(DaemonProgram program, ReadOnlySpan<string> args, bool isOnce)
    {
        // Read before the scaling lock is taken, which would leave its file behind.
        var commandLine = CommandLine.Parse(program, args);
        if (commandLine.Daemons.Count != 1)
        {
            throw new DaemonException($"{args[0]} takes one daemon of {program.Names}", DaemonExitCode.Usage);
        }

        Warnings.OfStrayVariables(program);
        using var scaling = InstanceChoice.TakeScalingLock(program, commandLine);
        var set = scaling.Sets[0];
        if (set.Chosen is not [var instance])
        {
            throw new DaemonException($"{args[0]} takes one instance: name one of {set.Names}, or say --instances 1", DaemonExitCode.Usage);
        }

        // A mistake in the options is reported before the warning about cron.
        instance.Bind();
        Warnings.OfSchedule(program, set.Chosen);
        return Foreground.Run(instance, set, scaling, isOnce);
    }
}
