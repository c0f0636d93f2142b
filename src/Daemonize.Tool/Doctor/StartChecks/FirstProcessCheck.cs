using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Tool.Doctor.Starting;

namespace Daemonize.Tool.Doctor.StartChecks;

/// <summary>S7: as process 1, for which signals without a handler do nothing (pid_namespaces(7)), the program ends at a SIGTERM.</summary>
internal static class FirstProcessCheck
{
    private static readonly TimeSpan Margin = new(0, 0, 3);

    public static CheckResult Look(SandboxedProgram program)
    {
        if (!SandboxedProgram.HasNamespace)
        {
            return CheckResult.NotKnown(SandboxNeeds.Namespace);
        }

        using var spawn = PreparedSpawn.TryCreate(Namespaces.Flags);
        if (spawn is null)
        {
            return CheckResult.NotKnown(SandboxNeeds.Namespace);
        }

        using var run = BackgroundVerb.Begin("run", (nothing, output, error) =>
        {
            spawn.BecomeLeader();
            spawn.PassDescriptors(nothing, output, error);
            Namespaces.Enter(spawn, free: 3, directory: null);
            return spawn.Run(program.SpecOf("run"));
        });
        if (!SandboxedProgram.WaitUntil(() => IsReady(program) || run.Process.WaitForEnd(TimeSpan.Zero), program.StartTimeout)
            || run.Process.WaitForEnd(TimeSpan.Zero))
        {
            return CheckResult.NotKnown($"it is not ready as process 1: {run.Complete(TimeSpan.Zero).Description}");
        }

        run.Process.Signal(SignalNumber.Terminate);
        var hasEnded = run.Process.WaitForEnd(program.StopTimeout + Margin);
        var end = run.Complete(TimeSpan.Zero);
        const string advice =
            "handle SIGTERM, as Daemons.Run does; in a container, do not start the program by a shell that stays process 1 (exec)";
        return !hasEnded
            ? CheckResult.Found("as process 1, SIGTERM does not end it: a container is killed after its grace time", advice, "")
            : end.HasSucceeded ? CheckResult.PassedAs("ended with 0")
            : CheckResult.Found($"as process 1, it does not end well at a SIGTERM: {end.Description}", advice, end.Error);
    }

    /// <summary>Whether a daemon holds the lock and is ready; its process id is that of another namespace.</summary>
    private static bool IsReady(SandboxedProgram program) =>
        File.Exists(InstanceFiles.LockOf(program.PidFile))
            ? LockProbe.Find(InstanceFiles.LockOf(program.PidFile)).State is LockState.Running or LockState.Hidden
            : program.PidFileText.Pid is not null;
}
