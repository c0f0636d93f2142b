using Daemonize.Options;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Launch;

/// <summary>
/// Starts a program in a new session without a process of the runtime between: a child of this process calls setsid(2), and a child of that
/// child becomes the program, which is therefore no session leader (daemon(7), steps 5 to 8). Both share the memory of this process, whose
/// calling thread waits meanwhile, as with posix_spawn(3). They make the calls of a <see cref="CallList"/> and run no managed code.
/// </summary>
internal sealed unsafe class DetachedSpawn : IDisposable
{
    /// <summary>The size of the kernel's sigset_t, in bytes.</summary>
    private const int SignalSetSize = sizeof(long);

    private const int CloneFlags = Libc.CLONE_VM | Libc.CLONE_VFORK | Libc.CLONE_PARENT_SETTID | Libc.SIGCHLD;

    private readonly CallList _calls;
    private readonly int* _leaderPid;
    private readonly int* _programPid;

    private DetachedSpawn(CallList calls)
    {
        _calls = calls;
        _leaderPid = (int*)calls.Reserve(1);
        _programPid = (int*)calls.Reserve(1);
    }

    /// <summary>Gets the process id of the session's leader, which has ended, and so the id of the session.</summary>
    public int LeaderPid => *_leaderPid;

    /// <summary>Gets the process id of the program; 0 if there is none.</summary>
    public int ProgramPid => *_programPid;

    /// <summary>
    /// Gets why the program could not be started. Known when <see cref="TryRun"/> returns; only under an emulator that gives a child its
    /// own memory, later.
    /// </summary>
    public DaemonException? Failure => _calls.FindFailure();

    private static ArchitectureNumbers Numbers => Libc.Numbers;

    /// <summary>Creates a start, which has not begun; null if this system does not have what it needs.</summary>
    public static DetachedSpawn? TryCreate() =>
        CallList.IsSupported && CloseOnExec.CanCloseRange && CallList.TryCreate() is { } calls ? new DetachedSpawn(calls) : null;

    /// <summary>
    /// Starts the program. False if this process may not run code that is not in a file: then no process has been created.
    /// </summary>
    /// <param name="image">The program, its arguments and its environment.</param>
    /// <param name="descriptors">The descriptors that become 0, 1, 2, … in the program. Their own numbers must be higher.</param>
    /// <param name="settings">The descriptors, umask and limits that the program inherits.</param>
    /// <param name="blocked">The signals that the program has blocked. No signal is ignored, whatever the caller had.</param>
    public bool TryRun(LaunchSpec image, ReadOnlySpan<int> descriptors, Settings settings, ReadOnlySpan<int> blocked)
    {
        var arguments = image.Arguments.ToPointers(out var argumentBlock);
        var environment = image.Environment.ToPointers(out var environmentBlock);
        bool hasRun;
        fixed (byte* path = image.Path)
        {
            fixed (nint* argv = arguments, envp = environment)
            {
                AddParents(image);
                ResetSignals();
                PassDescriptors(image, descriptors, settings);
                _ = _calls.Add(Numbers.SYS_umask, settings.Umask);
                ProcessLimits.AddTo(_calls, settings);
                SetSignalMask(blocked);
                _ = _calls.Require(
                    errno => Spawner.FailureOf(image, errno), Numbers.SYS_execve, (nint)path, (nint)argv, (nint)envp);
                hasRun = _calls.TryRun();
            }
        }

        GC.KeepAlive(argumentBlock);
        GC.KeepAlive(environmentBlock);
        if (hasRun && LeaderPid > 0)
        {
            // It ends as soon as the program runs.
            _ = ChildProcess.Reap(LeaderPid);
        }

        return hasRun;
    }

    public void Dispose() => _calls.Dispose();

    /// <summary>
    /// Adds the calls of this process and of the session's leader; those of the program follow. Until the program has its own memory, no
    /// signal may run a handler of this process in a child.
    /// </summary>
    private void AddParents(LaunchSpec image)
    {
        DaemonException Fail(int errno) => Spawner.FailureOf(image, errno);
        var all = _calls.Reserve(1);
        *all = -1;
        var own = _calls.Reserve(1);
        var block = _calls.Require(Fail, Numbers.SYS_rt_sigprocmask, Libc.SIG_SETMASK, (nint)all, (nint)own, SignalSetSize);
        var cloneLeader = _calls.Require(Fail, Numbers.SYS_clone, CloneFlags, 0, (nint)_leaderPid);
        cloneLeader->Failed = _calls.Next;
        _ = _calls.Add(Numbers.SYS_rt_sigprocmask, Libc.SIG_SETMASK, (nint)own, 0, SignalSetSize);
        block->Failed = _calls.Next;
        _calls.AddEnd();

        // What a child does after its last call is to end, with the step that does not return.
        var exit = _calls.Next;
        _ = _calls.AddLast(Numbers.SYS_exit_group, DaemonExitCode.Success);
        _calls.AfterFailure = _calls.AddLast(Numbers.SYS_exit_group, DaemonExitCode.Failure);
        cloneLeader->Zero = _calls.Next;
        _ = _calls.Require(Fail, Numbers.SYS_setsid);
        var cloneProgram = _calls.Require(Fail, Numbers.SYS_clone, CloneFlags, 0, (nint)_programPid);
        cloneProgram->Positive = exit;
    }

    /// <summary>Sets every signal to its default: an ignored one would stay ignored in the program.</summary>
    private void ResetSignals()
    {
        // All zeros are SIG_DFL; the largest struct sigaction of a kernel has four such numbers.
        var action = _calls.Reserve(4);
        var number = Numbers.SYS_rt_sigaction;
        for (var signal = 1; signal < Libc._NSIG; signal++)
        {
            if (signal is not Libc.SIGKILL and not Libc.SIGSTOP)
            {
                _ = _calls.Add(number, signal, (nint)action, 0, SignalSetSize);
            }
        }
    }

    /// <summary>Sets the mask as the kernel has it, one bit a signal: a sigset_t of the C library may be larger.</summary>
    private void SetSignalMask(ReadOnlySpan<int> blocked)
    {
        var mask = _calls.Reserve(1);
        foreach (var signal in blocked)
        {
            *mask |= 1L << (signal - 1);
        }

        _ = _calls.Add(Numbers.SYS_rt_sigprocmask, Libc.SIG_SETMASK, (nint)mask, 0, SignalSetSize);
    }

    private void PassDescriptors(LaunchSpec image, ReadOnlySpan<int> descriptors, Settings settings)
    {
        DaemonException Fail(int errno) => Spawner.FailureOf(image, errno);
        for (var i = 0; i < descriptors.Length; i++)
        {
            _ = _calls.Require(Fail, Numbers.SYS_dup3, descriptors[i], i);
        }

        var first = descriptors.Length;
        var kept = settings.KeepDescriptors;
        if (kept.Count > 1)
        {
            kept = new List<int>(kept);
            kept.Sort();
        }

        foreach (var number in kept)
        {
            if (number > first)
            {
                _ = _calls.Require(Fail, Libc.SYS_close_range, first, number - 1);
            }

            _ = _calls.Require(errno => KeptDescriptors.Failure(number, errno), Numbers.SYS_fcntl, number, Libc.F_SETFD, 0);
            first = number + 1;
        }

        _ = _calls.Require(Fail, Libc.SYS_close_range, first, uint.MaxValue);
    }
}
