using System.Globalization;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Tool.Doctor.Starting;

namespace Daemonize.Tool.Doctor.StartChecks;

/// <summary>What a daemon gets from whoever has started it, and when that one goes.</summary>
internal static class CallerChecks
{
    private const int Low = 9;
    private const int High = 20;
    private const int AllBits = 0b111_111_111;
    private const string NoCalls = "this system does not allow to start a process with another terminal, umask or signals (clone(2))";

    /// <summary>The signals 1 to 31: the others are the C library's own, and those of real time.</summary>
    private const ulong Usual = (1UL << 31) - 1;

    /// <summary>The signals that the caller blocks, and those that it ignores.</summary>
    private static readonly int[] Blocked = [Libc.SIGUSR1, SignalNumber.Terminate, KernelNumbers.SIGQUIT];

    private static readonly int[] Ignored = [Libc.SIGINT, SignalNumber.HangUp, KernelNumbers.SIGUSR2];

    /// <summary>S4: the terminal of the starter hangs up, again and again.</summary>
    public static CheckResult LookAtHangUp(SandboxedProgram program)
    {
        for (var i = 1; i <= program.Plan.HangUps; i++)
        {
            int? pid;
            using (var terminal = PseudoTerminal.Open())
            {
                if (StartFrom(program, terminal) is not { } run)
                {
                    return CheckResult.NotKnown(NoCalls);
                }

                pid = run.HasSucceeded ? program.FindDaemon() : throw new DaemonException($"it does not start: {run.Description}");
            }

            // Now nothing has the terminal open, and whoever is in its session gets SIGHUP.
            using var daemon = pid is { } id ? OwnProcess.TryOpen(id) : null;
            if (daemon is null || daemon.WaitForEnd(program.Plan.Alive))
            {
                return CheckResult.Found(
                    $"the daemon ends when the terminal in which it was started hangs up ({i} of {program.Plan.HangUps} starts)",
                    "let it run in its own session (setsid(2)), without a terminal; do not open terminals without O_NOCTTY",
                    $"process {pid}");
            }

            program.CleanUp();
        }

        return CheckResult.PassedAs($"alive {program.Plan.HangUps} of {program.Plan.HangUps} times");
    }

    /// <summary>S5: descriptors, umask and signals of the caller are not passed on.</summary>
    public static CheckResult LookAtInheritance(SandboxedProgram program)
    {
        var usual = StateOf(program.Start());
        program.CleanUp();
        var marker = $"{program.Job.Directory}/{SandboxDirectory.Run}/of-the-caller";
        File.WriteAllText(marker, "");
        using var spawn = PreparedSpawn.TryCreate();
        if (spawn is null)
        {
            return CheckResult.NotKnown(NoCalls);
        }

        spawn.Ignore(Ignored);
        spawn.Block(Blocked);
        spawn.SetUmask(AllBits);
        using var call = BackgroundVerb.Begin("start", (nothing, output, error) =>
        {
            spawn.PassDescriptors(nothing, output, error);
            spawn.Open(marker, Libc.O_RDWR);
            spawn.Duplicate(3, Low);
            spawn.Duplicate(3, High);
            spawn.Close(3);
            return spawn.Run(program.SpecOf("start"));
        });
        var run = call.Complete(program.Limit);
        return !run.HasSucceeded || program.FindDaemon() is not { } pid
            ? CheckResult.Found(
                $"it does not start for a caller with blocked signals and a umask of 777: {run.Description}",
                "set the umask and the signals before the first file is created", run.Error)
            : Compare(usual, StateOf(pid), FindOpen(pid, marker));
    }

    /// <summary>Compares a daemon of a strange caller with one of a usual caller.</summary>
    /// <param name="usual">What the daemon of a usual caller has.</param>
    /// <param name="strange">What the other one has.</param>
    /// <param name="inherited">The number of a descriptor that the caller had open; null for none.</param>
    public static CheckResult Compare(InheritedState usual, InheritedState strange, int? inherited)
    {
        var evidence = $"{strange}; of a usual caller: {usual}";
        return inherited is { } number
            ? CheckResult.Found(
                $"the daemon has descriptor {number} of its caller: what the caller closes stays open",
                "close all descriptors that were inherited (close_range(2)), except those of KeepDescriptors", evidence)
            : usual.Umask != strange.Umask
            ? CheckResult.Found(
                $"the daemon has the umask of its caller, {strange.Umask}, and otherwise {usual.Umask}", "set Umask", evidence)
            : usual.Blocked != strange.Blocked
            ? CheckResult.Found(
                "the daemon blocks signals that its caller blocks, and never receives them",
                "unblock all signals before the program starts", evidence)
            : usual.Ignored != strange.Ignored
            ? CheckResult.Found(
                "the daemon ignores signals that its caller ignores", "give all signals their default before the program starts", evidence)
            : CheckResult.PassedAs(evidence);
    }

    private static VerbRun? StartFrom(SandboxedProgram program, PseudoTerminal terminal)
    {
        using var spawn = PreparedSpawn.TryCreate();
        if (spawn is null)
        {
            return null;
        }

        using var call = BackgroundVerb.Begin("start", (nothing, _, error) =>
        {
            spawn.BecomeLeader();
            spawn.PassDescriptors(nothing, nothing, error);

            // Descriptor 3 for a moment, then those of a shell.
            spawn.Open(terminal.Path, Libc.O_RDWR);
            spawn.Duplicate(3, 0);
            spawn.Duplicate(3, 1);
            spawn.Duplicate(3, 2);
            spawn.CloseFrom(3);
            return spawn.Run(program.SpecOf("start"));
        });
        return call.Complete(program.Limit);
    }

    private static int? FindOpen(int pid, string path)
    {
        foreach (var number in NumberedEntries.TryList(ProcFs.PathOf(pid, "fd"), [], [], out _) ?? [])
        {
            if (ProcFs.TryReadLink(ProcFs.PathOf(pid, $"fd/{number}")) == path)
            {
                return number;
            }
        }

        return null;
    }

    private static InheritedState StateOf(int pid)
    {
        var process = new LiveProcess(pid, default, default);
        return new InheritedState(process.Status("Umask"), process.StatusBits("SigBlk") & Usual, process.StatusBits("SigIgn") & Usual);
    }
}

/// <summary>What a process can have from its caller.</summary>
/// <param name="Umask">The umask in octal digits.</param>
/// <param name="Blocked">The signals that are blocked; bit 0 is signal 1.</param>
/// <param name="Ignored">The signals that are ignored, likewise.</param>
internal readonly record struct InheritedState(string Umask, ulong Blocked, ulong Ignored)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"umask {Umask} SigBlk {Blocked:x16} SigIgn {Ignored:x16}");
}
