using System.Diagnostics;
using System.Text;
using Daemonize.History;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;
using Daemonize.Text;
using Daemonize.Tool.Doctor.Starting;

namespace Daemonize.Tool.Doctor.StartChecks;

/// <summary>How the daemon ends: at a SIGTERM between two ticks and within one, and what is left of it.</summary>
internal static class TerminationChecks
{
    /// <summary>How often to try to send a signal while a short tick runs.</summary>
    private const int Attempts = 3;

    /// <summary>A daemon that does not end within StopTimeout gives up by itself a second later.</summary>
    private static readonly TimeSpan GiveUp = new(0, 0, 3);

    private static readonly TimeSpan AtOnce = new(0, 0, 2);

    /// <summary>S13: a SIGTERM while no tick runs ends it with 0, in time, and without its pid file.</summary>
    public static CheckResult LookAtIdle(SandboxedProgram program)
    {
        using var daemon = Open(program.Start());
        if (program.Examine().HasTicks != false)
        {
            _ = SandboxedProgram.WaitUntil(() => !IsTicking(program), program.Plan.Ticks);
        }

        var end = Terminate(program, daemon, out var took);
        const string advice = "end the method when its CancellationToken is cancelled, and return 0 from it and from Main";
        if (!end.HasEnded)
        {
            return CheckResult.Found(
                $"it still runs {Duration.Format(Seconds(took))} after a SIGTERM between two ticks", advice, WhereOf(daemon.Id));
        }

        return end.IsLate
            ? CheckResult.Found($"a SIGTERM between two ticks does not end it in time: {end.Reason}", advice, end.Reason)
            : end.Code != 0
            ? CheckResult.Found($"a SIGTERM between two ticks ends it with a failure: {end.Reason}", advice, end.Reason)
            : program.PidFileText.Exists && program.SettingOf(Setting.User) is null
            ? CheckResult.Found("it leaves its pid file when it ends", "remove it while the lock is held", program.PidFile)
            : CheckResult.PassedAs(string.Create(InvariantNumbers.Format, $"ended with 0 after {(long)took.TotalMilliseconds} ms"));
    }

    /// <summary>S14: a tick that runs hears of a SIGTERM.</summary>
    public static CheckResult LookAtTick(SandboxedProgram program)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            using var daemon = Open(program.Start());
            if (program.Examine().HasTicks == false)
            {
                return CheckResult.PassedAs("its method runs once: S13 signals it");
            }

            if (WaitForTick(program) is { } why)
            {
                return CheckResult.NotKnown(why);
            }

            var where = WhereOf(daemon.Id);
            var at = DateTimeOffset.UtcNow;
            var end = Terminate(program, daemon, out var took);
            if (end.IsLate || !end.HasEnded)
            {
                return Deaf(program, where);
            }

            var last = program.Records.LastOrDefault(static record => record.Kind == HistoryKind.Tick);
            if (last.Kind == HistoryKind.Tick && HistoryFormat.Time(last.EndedAt) >= at)
            {
                return CheckResult.PassedAs(string.Create(
                    InvariantNumbers.Format, $"tick {last.Tick} and the daemon ended {(long)took.TotalMilliseconds} ms after the signal"));
            }

            program.CleanUp();
        }

        return CheckResult.PassedAs("its ticks are over before a signal reaches them");
    }

    /// <summary>S15: after <c>stop</c>, nothing of the session is left.</summary>
    public static CheckResult LookAtRest(SandboxedProgram program)
    {
        var session = Libc.getsid(program.Start());
        if (program.Examine().HasTicks != false)
        {
            _ = SandboxedProgram.WaitUntil(() => program.Records.Any(static record => record.IsEndedTick), program.Plan.Alive);
        }

        var stop = program.Run("stop");
        if (!stop.HasSucceeded)
        {
            return CheckResult.Found($"it cannot be stopped: {stop.Description}", "see why: its log", stop.Error);
        }

        // What has been signalled needs a moment to end.
        _ = SandboxedProgram.WaitUntil(static () => Rest().Count == 0, AtOnce);
        var rest = Rest();
        if (rest.Count == 0)
        {
            return CheckResult.PassedAs("no process is left");
        }

        var ofSession = rest.FindAll(pid => Libc.getsid(pid) == session);
        var names = string.Join(
            ", ", rest.ConvertAll(static pid => $"{pid} {OneLine.From(string.Join(' ', ProcessTable.ReadArguments(pid)))}"));
        return CheckResult.Found(
            ofSession.Count > 0
                ? $"after 'stop', {Plural.Of(ofSession.Count, "process", "processes")} of its session still run"
                : $"after 'stop', {Plural.Of(rest.Count, "process", "processes")} in another session still run",
            "end child processes when the CancellationToken is cancelled, and do not start them with setsid", names,
            ofSession.Count > 0 ? null : Severity.Remark);
    }

    /// <summary>S16: <c>stop</c> of a daemon that does not hear takes StopTimeout, and says that it has killed.</summary>
    public static CheckResult LookAtDeaf(SandboxedProgram program)
    {
        var limit = program.Plan.Deaf;
        var pid = program.Start($"--{Setting.StopTimeout.Name}={(int)limit.TotalMilliseconds}ms");
        using var frozen = FrozenProcess.TryFreeze(pid);
        if (frozen is null)
        {
            return CheckResult.NotKnown("this system does not allow to hold the daemon (ptrace(2)), so that it would not hear");
        }

        var stop = program.Run("stop");
        const string advice = "send SIGKILL after StopTimeout, and say so";

        // What was killed needs a moment to end.
        return !SandboxedProgram.WaitUntil(() => !SandboxedProgram.IsAlive(pid), AtOnce)
            ? CheckResult.Found($"'stop' does not end a daemon that does not hear: {stop.Description}", advice, stop.Error)
            : stop.Took < limit - TimeSpan.FromMilliseconds(100)
            ? CheckResult.Found(
                $"'stop' kills before StopTimeout ({Duration.Format(limit)}) is over", "leave the daemon its whole StopTimeout",
                stop.Description)
            : !(stop.Output + stop.Error).Contains("kill", StringComparison.OrdinalIgnoreCase)
            ? CheckResult.Found($"'stop' does not say that it has killed: {stop.Description}", advice, stop.Output)
            : CheckResult.PassedAs(stop.Description);
    }

    private static CheckResult Deaf(SandboxedProgram program, string where) => CheckResult.Found(
        $"its tick does not hear of a SIGTERM: it still runs after StopTimeout ({Duration.Format(program.StopTimeout)})"
        + (LastStatus(program)?.Report is { Length: > 0 } report ? $"; its last report is \"{OneLine.From(report)}\"" : ""),
        "pass the CancellationToken of the method on to every call that waits or loops; the build names each that has none: DMN101 to "
        + "DMN106; where a tick waits: dotnet-stack report -p PID",
        where);

    /// <summary>Reads what the daemon has written last, also after its end.</summary>
    private static StatusText? LastStatus(SandboxedProgram program) =>
        StatusFile.TryReadLast(StatusFile.PathOf(program.PidFile), user: null, last: null);

    private static OwnProcess Open(int pid) =>
        OwnProcess.TryOpen(pid) ?? throw new DaemonException("it has ended before it was looked at");

    /// <summary>Sends a SIGTERM as a service manager does, and waits for the end.</summary>
    private static DaemonEnd Terminate(SandboxedProgram program, OwnProcess daemon, out TimeSpan took)
    {
        var stat = ProcessTable.TryReadStat(daemon.Id);
        var beginning = Stopwatch.GetTimestamp();
        daemon.Signal(SignalNumber.Terminate);
        var hasEnded = daemon.WaitForEnd(program.StopTimeout + GiveUp);
        took = Stopwatch.GetElapsedTime(beginning);

        // Only a child can be reaped: with Restart the daemon is the child of its watcher.
        var end = hasEnded && stat?.ParentId == Environment.ProcessId ? daemon.Reap() : null;
        var exit = LastStatus(program)?.Exit;
        return new DaemonEnd(
            hasEnded, LateStop.LimitIn(exit?.Reason) is not null, end?.ShellCode ?? exit?.ExitCode ?? 0,
            exit?.Reason ?? end?.ToString() ?? "");
    }

    /// <summary>Waits until a tick runs; requests one where the next slot is far away. Gives why none runs, or null.</summary>
    private static string? WaitForTick(SandboxedProgram program)
    {
        // The history is created when the daemon is ready, after the start has returned.
        if (!SandboxedProgram.WaitUntil(() => program.Pulse is not null, AtOnce) || program.Pulse is not { } pulse)
        {
            return "it has no history, which tells when a tick runs";
        }

        var isSoon = pulse.NextAt > 0 && HistoryFormat.Time(pulse.NextAt) - DateTimeOffset.UtcNow < AtOnce;
        using var tick = isSoon || IsTicking(program) ? null : BackgroundVerb.Begin(program, "tick");
        var hasBegun = SandboxedProgram.WaitUntil(() => IsTicking(program) || HasEndedTick(program), program.Plan.Ticks);
        _ = tick?.Complete(program.Limit);
        return hasBegun ? null : $"no tick has begun within {Duration.Format(program.Plan.Ticks)}";
    }

    private static bool HasEndedTick(SandboxedProgram program) => program.Pulse is { LastTick: > 3 };

    private static bool IsTicking(SandboxedProgram program) => program.Pulse is { } pulse && (pulse.Flags & PulseFlags.Ticking) != 0;

    private static List<int> Rest()
    {
        OwnProcess.ReapOrphans();
        return OwnProcess.FindAll();
    }

    /// <summary>Gets in which function of the kernel the main thread waits, as far as /proc says it.</summary>
    private static string WhereOf(int pid) =>
        ProcFs.TryReadAll(ProcFs.PathOf(pid, "wchan"), out _) is { Length: > 1 } text
            ? $"its main thread waits in {Encoding.ASCII.GetString(text)} of the kernel"
            : "";

    private static TimeSpan Seconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));

    /// <summary>How a daemon ended after a signal.</summary>
    /// <param name="HasEnded">Whether it has ended at all.</param>
    /// <param name="IsLate">Whether it has given up after StopTimeout.</param>
    /// <param name="Code">The exit code; of a signal that of a shell.</param>
    /// <param name="Reason">What it says about its end.</param>
    private readonly record struct DaemonEnd(bool HasEnded, bool IsLate, int Code, string Reason);
}
