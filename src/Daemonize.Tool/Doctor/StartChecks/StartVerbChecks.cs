using Daemonize.Launch;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Tool.Doctor.Starting;

namespace Daemonize.Tool.Doctor.StartChecks;

/// <summary>What <c>start</c> does, when it succeeds, when it is wrong, and when there is a daemon already.</summary>
internal static class StartVerbChecks
{
    private const string MissingOption = "--no-such-option-of-doctor";

    private static readonly TimeSpan AtOnce = new(0, 0, 2);

    /// <summary>S1: the output of <c>start</c> is a pipe, as in <c>x=$(app start)</c>.</summary>
    public static CheckResult LookAtReady(SandboxedProgram program)
    {
        var (read, write) = CreatePipe();
        using var output = read;
        VerbRun run;
        using (write)
        {
            using var call = BackgroundVerb.Begin("start", (nothing, _, error) =>
                Spawner.Spawn(program.SpecOf("start"), [nothing, write.Number, error], inNewSession: true));
            run = call.Complete(program.Limit);
        }

        if (!run.HasSucceeded)
        {
            return CheckResult.Found(
                $"it does not start: {run.Description}", "do what the message says; the other checks need a daemon", run.Error);
        }

        if (program.FindDaemon() is not { } pid)
        {
            return CheckResult.Found(
                "'start' has returned 0, but no daemon holds the lock or is named by the pid file",
                "return only when the daemon is ready: ReadyMode.Manual and NotifyReady()", run.Description);
        }

        return WaitForEnd(output)
            ? CheckResult.PassedAs($"process {pid} was ready after {Milliseconds(run.Took)}")
            : CheckResult.Found(
                "the daemon keeps the output of 'start' open: x=$(app start) and 'app start | cat' wait for ever",
                "let the daemon's standard output and error be its log or /dev/null, and close other descriptors", $"process {pid}");
    }

    /// <summary>S2: a mistake is one line and exit code 2, and nothing is started.</summary>
    public static CheckResult LookAtMistake(SandboxedProgram program)
    {
        var run = program.Run("start", MissingOption);
        var lines = run.Error.TrimEnd('\n').Split('\n');
        const string advice = "leave the command line to Daemons.Run, and write no text of your own before it";
        if (program.FindDaemon() is not null || OwnProcess.FindAll().Count > 0)
        {
            return CheckResult.Found("a start with an unknown option has left a process", advice, run.Description);
        }

        return run.End is not { ExitCode: DaemonExitCode.Usage }
            ? CheckResult.Found($"a start with an unknown option does not exit with 2: {run.Description}", advice, run.Error)
            : lines is not [{ Length: > 0 }] || run.Output.Length > 0
            ? CheckResult.Found(
                $"a start with an unknown option writes {lines.Length} lines of errors and {run.Output.Length} characters of output, not " +
                "one line", advice, run.Error)
            : CheckResult.PassedAs(lines[0]);
    }

    /// <summary>S3: a second start changes nothing, and of many at once one runs.</summary>
    public static CheckResult LookAtSecondStart(SandboxedProgram program)
    {
        var pid = program.Start();
        var before = File.Exists(program.PidFile) ? File.ReadAllText(program.PidFile) : "";
        var processes = CountRoots();
        var second = program.Run("start");
        const string advice = "take the lock before anything else, and start nothing where it is held";
        if (!second.HasSucceeded || program.FindDaemon() != pid || CountRoots() != processes
            || (before.Length > 0 && File.ReadAllText(program.PidFile) != before))
        {
            return CheckResult.Found(
                $"a second start changes the daemon that runs: {second.Description}", advice,
                $"process {pid}, then {program.FindDaemon()}; {processes} detached processes, then {CountRoots()}");
        }

        program.CleanUp();
        var runs = StartAtOnce(program);
        var failed = runs.Find(static run => !run.HasSucceeded);
        return failed is not null
            ? CheckResult.Found($"of {runs.Count} starts at once one fails: {failed.Description}", advice, failed.Error)
            : CountRoots() != processes || program.FindDaemon() is null
            ? CheckResult.Found(
                $"after {runs.Count} starts at once there are {CountRoots()} detached processes, and after one {processes}", advice, "")
            : CheckResult.PassedAs($"of {runs.Count} starts at once one runs, and all exit with 0");
    }

    /// <summary>S12: after kill -9, <c>start</c> works.</summary>
    public static CheckResult LookAtKill(SandboxedProgram program)
    {
        var pid = program.Start();

        // All of it, as a machine that is switched off ends the watcher too.
        OwnProcess.EndAll();
        var again = program.Run("start");
        return again.HasSucceeded && program.FindDaemon() is { } other && other != pid
            ? CheckResult.PassedAs($"process {pid} was killed, and the next start made process {other}")
            : CheckResult.Found(
                $"after its daemon was killed it does not start again: {again.Description}",
                "decide by the lock, which the kernel has released, and not by the pid file or other files that are left", again.Error);
    }

    private static List<VerbRun> StartAtOnce(SandboxedProgram program)
    {
        List<BackgroundVerb> calls = [];
        try
        {
            for (var i = 0; i < program.Plan.Starts; i++)
            {
                calls.Add(BackgroundVerb.Begin(program, "start"));
            }

            return calls.ConvertAll(call => call.Complete(program.Limit + program.Limit));
        }
        finally
        {
            calls.ForEach(static call => call.Dispose());
        }
    }

    /// <summary>Counts the processes that were detached: orphans are children of this process.</summary>
    private static int CountRoots()
    {
        OwnProcess.ReapOrphans();
        return OwnProcess.FindAll().Count(static pid => ProcessTable.TryReadStat(pid)?.ParentId == Environment.ProcessId);
    }

    private static unsafe (Descriptor Read, Descriptor Write) CreatePipe()
    {
        var ends = stackalloc int[2];
        return Libc.pipe2(ends, Libc.O_CLOEXEC) == 0
            ? (new Descriptor(ends[0]).MoveOutOfTheWay(), new Descriptor(ends[1]).MoveOutOfTheWay())
            : throw Errno.Exception("create a pipe", Errno.Last);
    }

    /// <summary>Waits for the end of a pipe, whose writers have all closed it then.</summary>
    private static bool WaitForEnd(Descriptor pipe)
    {
        var deadline = new Deadline(AtOnce);
        Span<byte> buffer = stackalloc byte[256];
        while (deadline.WaitForInput(pipe.Number))
        {
            if (Descriptor.Read(pipe.Number, buffer, out _) <= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static string Milliseconds(TimeSpan time) => string.Create(InvariantNumbers.Format, $"{(int)time.TotalMilliseconds} ms");
}
