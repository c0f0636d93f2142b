using Daemonize.Identity;
using Daemonize.Options;

namespace Daemonize.Commands;

/// <summary>Which instances of a daemon end in a restart, and which begin, with what options.</summary>
internal sealed class RestartPlan(InstanceSet set)
{
    public InstanceSet Set => set;

    /// <summary>Those to be stopped: all that there are to be, running or not, and those that are too many.</summary>
    public List<DaemonInstance> Old { get; private set; } = set.Found;

    /// <summary>Those to be started.</summary>
    public List<DaemonInstance> New { get; private set; } = set.Chosen;

    /// <summary>For <c>try-restart</c>. Where some run and their number is said, the rest of that number comes to them.</summary>
    public void DropWhatDoesNotRun()
    {
        var running = Old.FindAll(IsRunning);
        if (running.Count == 0 || !set.IsScaled)
        {
            New = New.FindAll(running.Contains);
            Old = running;
        }
    }

    /// <summary>Each goes on with the options that it had; one that is new, with those of the first that runs.</summary>
    /// <param name="overEnvironment">Whether what came to it by environment counts more than this process's environment.</param>
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
                // What a handle gives goes by environment, and would lose against the command line of the old one.
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

        // How many it was one of is not about the new one.
        given.RemoveArguments(SettingOption.Instances.Name);
        return given;
    }

    private static bool IsRunning(DaemonInstance instance) => LockProbe.Find(instance.LockFile).State != LockState.Free;
}
