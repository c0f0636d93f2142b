using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Launch;
using Daemonize.Operations;
using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Commands;

/// <summary>Runs <c>start</c>.</summary>
internal static class StartCommand
{
    public static int Run(DaemonProgram program, CommandLine commandLine)
    {
        using var scaling = InstanceChoice.TakeScalingLock(program, commandLine);
        List<DaemonInstance> instances = [];
        List<DaemonInstance> extras = [];
        foreach (var set in scaling.Sets)
        {
            instances.AddRange(set.Chosen);
            if (set.IsScaled)
            {
                extras.AddRange(set.FindExtras());
            }
        }

        // A mistake in the options of one instance is found before any other is started.
        Prepare(program, instances);
        scaling.Sets.ForEach(static set => set.RecordChosen());
        return OperationReport.DoAll(
            program,
            [.. instances.ConvertAll(Starting),
                .. extras.ConvertAll(instance => StopCommand.Stopping(program, instance, StopOrder.Usual, stopped: []))]);
    }

    /// <summary>Checks the options of the instances, warns, and prepares this process for a start.</summary>
    public static void Prepare(DaemonProgram program, List<DaemonInstance> instances)
    {
        if (Environment.ProcessId == 1)
        {
            throw new DaemonException(
                "start would end this container as soon as it returns, because it is the container's process 1; use 'run'");
        }

        Warnings.OfStrayVariables(program);
        instances.ForEach(static instance =>
        {
            instance.Bind();
            PrivilegeDrop.Check(instance);
        });
        Warnings.OfCron(program, instances);
        Launcher.AdoptOrphans();
    }

    /// <summary>Creates the operation that starts an instance and prints the result.</summary>
    public static InstanceOperation Starting(DaemonInstance instance) => new(instance, "start", static instance =>
    {
        var start = Start.Begin(instance);
        return () =>
        {
            using var _ = start;
            var outcome = start.Complete();
            var other = outcome.WasRunning && !outcome.IsHidden ? ProgramPath.FindOther(outcome.Pid) : null;
            var note = outcome.IsHidden ? ", not visible from here"
                : other is not null ? $", from {OneLine.From(other, OneLine.Long)}"
                : outcome.WasRunning && instance.Given.HasArguments ? "; restart it for other options"
                : "";
            Terminal.WriteLine($"{instance.Name} {(outcome.WasRunning ? "is already running" : "started")} (pid {outcome.Pid}){note}");
            return DaemonExitCode.Success;
        };
    })
    {
        Limit = () => instance.Settings.StartTimeout,
    };
}
