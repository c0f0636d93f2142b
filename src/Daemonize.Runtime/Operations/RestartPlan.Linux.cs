using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Platform;

namespace Daemonize.Operations;

/// <summary>Determines which instances a restart stops and which it starts, and with what options.</summary>
internal sealed class RestartPlan(InstanceSet set)
{
    public InstanceSet Set => set;

    /// <summary>Gets the instances to stop: all that should run, running or not, and those that run but should not.</summary>
    public List<DaemonInstance> Old { get; private set; } = set.Found;

    /// <summary>Gets the instances to start.</summary>
    public List<DaemonInstance> New { get; private set; } = set.Chosen;

    /// <summary>
    /// Limits <c>try-restart</c> to running instances. If some run and their number is set, the missing ones are started too.
    /// </summary>
    public void DropWhatDoesNotRun()
    {
        var running = Old.FindAll(IsRunning);
        if (running.Count == 0 || !set.IsScaled)
        {
            New = New.FindAll(running.Contains);
            Old = running;
        }
    }

    /// <summary>Keeps the previous options of each instance; a new instance gets those of the first running one.</summary>
    /// <param name="overEnvironment">Whether a previous option from the environment takes precedence over this process's
    /// environment.</param>
    public void KeepOptions(bool overEnvironment = false)
    {
        SuppliedOptions? others = null;
        New = New.ConvertAll(instance =>
        {
            var isNew = !LockProbe.Find(instance.LockFile).HasProcess;
            var kept = isNew ? others ??= ReadFirst() : RunningOptions.Read(instance);
            var given = instance.Given.Copy();
            foreach (var option in instance.Definition.Options)
            {
                // A handle passes options in the environment, where the previous command line would take precedence over them.
                if (given.HasOwnVariable(option.Variable))
                {
                    kept.RemoveArguments(option.Name);
                }
            }

            given.AddMissing(kept, overEnvironment);
            return instance.WithGiven(given);
        });
    }

    private SuppliedOptions ReadFirst()
    {
        var given = Old.Find(static instance => LockProbe.Find(instance.LockFile).HasProcess) is { } running
            ? RunningOptions.Read(running)
            : new SuppliedOptions();

        // The number of instances is not copied to a new one.
        given.RemoveArguments(Setting.Instances.Name);
        return given;
    }

    private static bool IsRunning(DaemonInstance instance) => LockProbe.Find(instance.LockFile).State != LockState.Free;
}
