using Daemonize.Tool.Doctor.Checks;
using Daemonize.Tool.Doctor.StartChecks;
using Daemonize.Tool.Doctor.Starting;

namespace Daemonize.Tool.Doctor;

/// <summary>All checks. What the command prints, and what docs/doctor.md must have, follow from these tables.</summary>
internal static class CheckTable
{
    /// <summary>The checks that are made once.</summary>
    public static readonly Check<ExaminedMachine>[] OfMachine =
    [
        new("M1", "the kernel has pidfds, and /proc shows what is needed", Severity.Mistake, MachineChecks.LookAtKernel),
        new("M4", "process 1 reaps daemons that have ended", Severity.Warning, MachineChecks.LookAtReaper),
        new("M5", "the clock is kept, and has not jumped since a start", Severity.Remark, ClockCheck.Look),
        new("M6", "this tool is first in PATH, and understands the files of all programs", Severity.Warning, VersionCheck.Look),
    ];

    /// <summary>The checks of each daemon.</summary>
    public static readonly Check<ExaminedDaemon>[] OfDaemon =
    [
        new("M2", "the runtime directory and the card directory are there, its own, and have space", Severity.Mistake, PlaceCheck.Look),
        new("M3", "a logout does not end it", Severity.Mistake, LogoutCheck.Look),
        OfProcess("M7", "its control group leaves room, and nothing was killed for memory", Severity.Mistake, MemoryLimitCheck.Look),
        new("C1", "it does not run as root unasked", Severity.Warning, ConfigurationChecks.LookAtUser),
        new("C2", "something starts it again after a crash and after a boot", Severity.Warning, StartAgainCheck.Look),
        new("C3", "no secret is on its command line", Severity.Mistake, ConfigurationChecks.LookForSecrets),
        new("C4", "a tick has a limit of time", Severity.Remark, ConfigurationChecks.LookAtTimeout),
        new("C5", "its log has an end", Severity.Warning, LogSizeCheck.Look),
        new("C6", "others cannot read or write its files", Severity.Mistake, FileModeCheck.Look),
        OfProcess("C7", "the program that runs is the one on the disk", Severity.Warning, ProgramCheck.Look),
        new("C8", "no other program claims its pid file", Severity.Mistake, ConfigurationChecks.LookForSharedPidFile),
        new("C9", "what it needs is there for its user", Severity.Warning, NeededPathsCheck.Look),
        new("L1", "it is well", Severity.Mistake, StateCheck.Look),
        OfProcess("L2", "it is detached: its own session, no terminal", Severity.Mistake, ProcessChecks.LookAtSession),
        OfProcess(
            "L3", "its descriptors are not a terminal, a deleted file or a pipe of its caller", Severity.Mistake, DescriptorCheck.Look),
        OfProcess("L4", "no signal is blocked or ignored that should arrive", Severity.Mistake, ProcessChecks.LookAtSignals),
        OfProcess("L5", "its umask, directory, limits and groups are as set", Severity.Mistake, ProcessSettingsCheck.Look),
        new("L6", "its pid file is right and its lock is held", Severity.Mistake, PidFileCheck.Look),
        OfTicks("L7", "its ticks succeed", Severity.Warning, TickChecks.LookAtFailures),
        OfTicks("L8", "its ticks begin on time", Severity.Warning, TickChecks.LookAtLateness),
        OfTicks("L9", "its ticks fit their interval", Severity.Warning, TickChecks.LookAtDurations),
        OfProcess("L10", "its memory does not drift", Severity.Warning, TickChecks.LookAtMemory),
        OfProcess("L11", "its descriptors, threads and children do not pile up", Severity.Warning, GrowthCheck.Look),
        new("L12", "it does not restart all the time", Severity.Warning, TickChecks.LookAtRestarts),
        OfProcess("L13", "its log is written where it says, and nothing was lost", Severity.Warning, LogOutputCheck.Look),
    ];

    /// <summary>The checks that start the program, in the order in which they are made.</summary>
    public static readonly Check<SandboxedProgram>[] OfStart =
    [
        new("S1", "start returns when it is ready, and keeps no pipe open", Severity.Mistake, StartVerbChecks.LookAtReady),
        new("S2", "a mistake is one line and exit code 2, and nothing is started", Severity.Mistake, StartVerbChecks.LookAtMistake),
        new("S3", "a second start changes nothing, and of many at once one runs", Severity.Mistake, StartVerbChecks.LookAtSecondStart),
        new("S4", "it outlives the terminal in which it was started", Severity.Mistake, CallerChecks.LookAtHangUp),
        new("S5", "it inherits no descriptor, umask or signal of its caller", Severity.Mistake, CallerChecks.LookAtInheritance),
        new("S6", "a new process passes L2 to L6", Severity.Mistake, FreshProcessCheck.Look),
        new("S7", "as process 1, SIGTERM ends it", Severity.Warning, FirstProcessCheck.Look),
        new("S8", "its first tick comes when it should, and ten keep the grid", Severity.Warning, TickGridCheck.Look),
        new("S9", "no tick is refused by what a daemon is", Severity.Mistake, RefusedTickCheck.Look),
        new("S10", "two instances share no file", Severity.Warning, InstanceFilesCheck.Look),
        new("S11", "a wrong pid file harms nobody", Severity.Mistake, HostilePidFileCheck.Look),
        new("S12", "it starts again after kill -9", Severity.Mistake, StartVerbChecks.LookAtKill),
        new("S13", "SIGTERM between two ticks ends it well", Severity.Mistake, TerminationChecks.LookAtIdle),
        new("S14", "SIGTERM within a tick reaches the tick", Severity.Mistake, TerminationChecks.LookAtTick),
        new("S15", "nothing is left after stop", Severity.Mistake, TerminationChecks.LookAtRest),
        new("S16", "stop kills what does not hear, after StopTimeout, and says so", Severity.Warning, TerminationChecks.LookAtDeaf),
        new("S17", "reload opens the log again", Severity.Warning, LogChecks.LookAtReload),
        new("S18", "rotation loses and cuts no line", Severity.Warning, LogChecks.LookAtRotation),
        new("S19", "a full disk of the log does not end it", Severity.Warning, LogChecks.LookAtFullDisk),
        new("S20", "its memory, descriptors, threads and processor time are steady", Severity.Warning, SteadyCheck.Look),
    ];

    /// <summary>Creates a check of the process: of a daemon that does not run, or is not visible, it is not known.</summary>
    private static Check<ExaminedDaemon> OfProcess(
        string id, string title, Severity severity, Func<ExaminedDaemon, LiveProcess, CheckResult> look) =>
        new(
            id, title, severity,
            daemon => daemon.Process is { } process ? look(daemon, process) : CheckResult.NotKnown(daemon.WhyNoProcess));

    /// <summary>Creates a check of ticks: a method that runs once has none, and passes.</summary>
    private static Check<ExaminedDaemon> OfTicks(
        string id, string title, Severity severity, Func<ExaminedDaemon, CheckResult> look) =>
        new(id, title, severity, daemon => daemon.HasTicks == false ? CheckResult.PassedAs("its method runs once") : look(daemon));
}
