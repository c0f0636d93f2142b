using Daemonize.Identity;
using Daemonize.Launch;
using Daemonize.Operations;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Text;

namespace Daemonize.Commands;

/// <content>Starts daemons in the background.</content>
internal sealed partial class CommandPresenter : IStartPresenter
{
    private readonly RemovedLocks _removed = new();

    /// <summary>Checks the options of the instances, warns, and prepares this process for a start.</summary>
    public void Prepare(List<DaemonInstance> instances)
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
        Warnings.OfSchedule(program, instances);
        Launcher.AdoptOrphans();
    }

    public InstanceOperation Start(DaemonInstance instance) => InstanceOperation.Of(
        instance, "start", () => Operations.Start.Begin(instance, _removed), start => Print(instance, start.Complete()),
        () => instance.Settings.StartTimeout);

    private static int Print(DaemonInstance instance, StartOutcome outcome)
    {
        var other = outcome.WasRunning && !outcome.IsHidden ? ProgramPath.FindOther(outcome.Pid) : null;
        var note = outcome.IsHidden ? ", not visible from here"
            : other is not null ? $", from {OneLine.From(other, OneLine.Long)}"
            : outcome.WasRunning && instance.Given.HasArguments ? "; restart it for other options"
            : "";
        var cluster = outcome.IsHidden || !instance.Definition.IsCluster ? null : Operations.Status.Of(instance).Cluster;
        var role = cluster is not null && ClusterText.OfStart(cluster, instance.Settings.StorePlace) is { } text ? ", " + text : "";
        Terminal.WriteLine($"{instance.Name} {(outcome.WasRunning ? "is already running" : "started")} (pid {outcome.Pid}{role}){note}");
        if (!outcome.WasRunning)
        {
            CardFile.WriteStarted(instance);
        }

        return DaemonExitCode.Success;
    }
}
