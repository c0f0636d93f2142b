using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;
using Daemonize.Launch;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Doctor.Starting;

/// <summary>
/// Runs the process in the sandbox to its end, and leaves nothing behind: in a pid namespace the kernel ends all of its processes with it,
/// elsewhere this process inherits those that are left, and ends them by their ids. Ctrl-C and an error end it too.
/// </summary>
/// <param name="tool">The executable of this tool, and the words of its host.</param>
/// <param name="report">Receives each result as soon as it is known.</param>
internal sealed class SandboxRun(string[] tool, Action<string, CheckResult> report)
{
    private static readonly PosixSignal[] Endings = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    private readonly Lock _lock = new();
    private OwnProcess? _stage;
    private int _signal;

    /// <summary>Runs the stage. Throws if it ends otherwise than by making all checks.</summary>
    /// <returns>The number of the signal that has ended it; 0 for none.</returns>
    public int Run(StartJob job, SandboxDirectory directory, NulTerminatedStrings environment)
    {
        directory.AddTo(environment);
        List<PosixSignalRegistration> signals = [.. Endings.Select(Hear)];
        ChildProcess.KeepUntilReaped();
        ExceptionDispatchInfo? failure = null;
        try
        {
            // A thread that lives as long as the stage: the kernel kills the stage when it ends.
            var thread = new Thread(() => failure = Try(() => RunStage(job, environment)));
            thread.Start();
            thread.Join();
        }
        finally
        {
            signals.ForEach(static signal => signal.Dispose());
        }

        if (_signal == 0)
        {
            failure?.Throw();
        }

        return _signal;
    }

    /// <summary>Keeps whatever goes wrong for the caller, who removes the directory: in a thread it would end this process.</summary>
    private static ExceptionDispatchInfo? Try(Action run)
    {
        try
        {
            run();
            return null;
        }
        catch (Exception exception)
        {
            return ExceptionDispatchInfo.Capture(exception);
        }
    }

    private unsafe void RunStage(StartJob job, NulTerminatedStrings environment)
    {
        var ends = stackalloc int[2];
        if (Libc.pipe2(ends, Libc.O_CLOEXEC) != 0)
        {
            throw Errno.Exception("create a pipe", Errno.Last);
        }

        using var results = new Descriptor(ends[0]).MoveOutOfTheWay();
        using var write = new Descriptor(ends[1]).MoveOutOfTheWay();
        using var error = Descriptor.OpenMemory("error").MoveOutOfTheWay();
        using var nothing = Descriptor.OpenNull().MoveOutOfTheWay();
        var spec = LaunchSpec.OfTool([.. tool, StartStage.Verb, .. job.ToWords()], environment);
        int[] descriptors = [nothing.Number, nothing.Number, error.Number, write.Number];
        var hasNamespace = true;
        if (TrySpawnInNamespace(spec, descriptors, job.Directory) is not { } pid)
        {
            hasNamespace = false;
            _ = Libc.prctl(Libc.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
            pid = Spawner.Spawn(spec, descriptors, inNewSession: true);
        }

        write.Dispose();
        Keep(pid);
        var isComplete = ReadResults(results, job.Checks.Length);
        End(isComplete, error, hasNamespace);
    }

    /// <summary>Starts the stage as process 1 of a new pid namespace; null if this user is not allowed to.</summary>
    private static int? TrySpawnInNamespace(LaunchSpec spec, int[] descriptors, string directory)
    {
        using var spawn = PreparedSpawn.TryCreate(Namespaces.Flags);
        if (spawn is null)
        {
            return null;
        }

        spawn.BecomeLeader();
        spawn.DieWithThread();
        spawn.Block(InnocentStage.Blocked);
        spawn.PassDescriptors(descriptors);
        Namespaces.Enter(spawn, descriptors.Length, directory);
        try
        {
            return spawn.Run(spec);
        }
        catch (DaemonException)
        {
            // Where namespaces are not allowed, the checks that need them are not known.
            return null;
        }
    }

    private void Keep(int pid)
    {
        lock (_lock)
        {
            _stage = OwnProcess.TryOpen(pid);
            if (_signal != 0)
            {
                _stage?.Signal(Libc.SIGKILL);
            }
        }
    }

    private PosixSignalRegistration Hear(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        lock (_lock)
        {
            _signal = signal switch
            {
                PosixSignal.SIGINT => Libc.SIGINT,
                PosixSignal.SIGQUIT => KernelNumbers.SIGQUIT,
                PosixSignal.SIGHUP => SignalNumber.HangUp,
                _ => SignalNumber.Terminate,
            };
            _stage?.Signal(Libc.SIGKILL);
        }
    });

    /// <summary>Reads results until the stage has ended. Returns whether there were as many as expected.</summary>
    private bool ReadResults(Descriptor results, int expected)
    {
        List<string> fields = [];
        List<byte> field = [];
        Span<byte> buffer = stackalloc byte[1024];
        var count = 0;
        while (Descriptor.Read(results.Number, buffer, out _) is > 0 and var length)
        {
            foreach (var letter in buffer[..length])
            {
                if (letter != 0)
                {
                    field.Add(letter);
                    continue;
                }

                fields.Add(Encoding.UTF8.GetString(field.ToArray()));
                field.Clear();
                if (fields.Count == StartStage.Fields)
                {
                    count++;
                    report(fields[0], StartStage.Read(fields[1], fields[2], fields[3], fields[4], fields[5]));
                    fields.Clear();
                }
            }
        }

        return count == expected;
    }

    private void End(bool isComplete, Descriptor error, bool hasNamespace)
    {
        using var stage = _stage;
        if (!isComplete)
        {
            stage?.Signal(Libc.SIGKILL);
        }

        var end = stage?.Reap();
        lock (_lock)
        {
            _stage = null;
        }

        if (!hasNamespace)
        {
            OwnProcess.EndAll();
        }

        if (!isComplete && _signal == 0)
        {
            throw new DaemonException($"the sandbox {end?.ToString() ?? "has gone"} before all checks were made{Reason(error)}");
        }
    }

    private static unsafe string Reason(Descriptor error)
    {
        var bytes = new byte[4096];
        fixed (byte* start = bytes)
        {
            var length = (int)Libc.pread(error.Number, start, (nuint)bytes.Length, 0);
            return length > 0 ? ": " + Encoding.UTF8.GetString(bytes, 0, length).Trim() : "";
        }
    }
}
