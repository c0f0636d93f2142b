using System.Runtime.InteropServices;
using Daemonize.Launch;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Doctor.Starting;

/// <summary>
/// Starts a child with what posix_spawn(3) cannot set: namespaces, a terminal, a umask, ignored signals. The child shares the memory of
/// this process, whose calling thread waits meanwhile, and makes the calls of a <see cref="CallList"/>: it runs no managed code. What the
/// methods add happens in the child, in their order.
/// </summary>
internal sealed unsafe class PreparedSpawn : IDisposable
{
    /// <summary>The size of the kernel's sigset_t, in bytes.</summary>
    private const int SignalSetSize = sizeof(long);

    private const int ExitCode = 127;
    private const int CloneFlags = Libc.CLONE_VM | Libc.CLONE_VFORK | Libc.CLONE_PARENT_SETTID | Libc.SIGCHLD;

    private readonly CallList _calls;
    private readonly int* _pid;
    private readonly long* _mask;
    private readonly List<nint> _texts = [];

    private PreparedSpawn(CallList calls, long namespaces)
    {
        _calls = calls;
        _pid = (int*)calls.Reserve(1);
        _mask = calls.Reserve(1);

        // Until the program has its own memory, no signal may run a handler of this process in the child.
        var all = calls.Reserve(1);
        *all = -1;
        var own = calls.Reserve(1);
        var block = Require(
            "rt_sigprocmask(2)", Libc.Numbers.SYS_rt_sigprocmask, Libc.SIG_SETMASK, (nint)all, (nint)own, SignalSetSize);
        var clone = Require("clone(2)", Libc.Numbers.SYS_clone, CloneFlags | namespaces, 0, (nint)_pid);
        clone->Failed = calls.Next;
        _ = calls.Add(Libc.Numbers.SYS_rt_sigprocmask, Libc.SIG_SETMASK, (nint)own, 0, SignalSetSize);
        block->Failed = calls.Next;
        calls.AddEnd();
        calls.AfterFailure = calls.AddLast(Libc.Numbers.SYS_exit_group, ExitCode);
        clone->Zero = calls.Next;
        SetAll(action: 0, Enumerable.Range(1, Libc._NSIG - 1));
    }

    /// <summary>Creates a start, which has not begun; null if this system does not have what it needs.</summary>
    /// <param name="namespaces">The new namespaces of the child, such as <see cref="KernelNumbers.CLONE_NEWPID"/>.</param>
    public static PreparedSpawn? TryCreate(long namespaces = 0) =>
        CallList.IsSupported && CloseOnExec.CanCloseRange && CallList.TryCreate() is { } calls
            ? new PreparedSpawn(calls, namespaces)
            : null;

    /// <summary>Makes the child the leader of a new session, which has no terminal.</summary>
    public void BecomeLeader() => Require("setsid(2)", Libc.Numbers.SYS_setsid);

    /// <summary>Has the kernel kill the child when the calling thread of this process ends.</summary>
    public void DieWithThread() =>
        Require("prctl(2)", Libc.Numbers.SYS_prctl, KernelNumbers.PR_SET_PDEATHSIG, Libc.SIGKILL);

    /// <summary>Gives descriptors the numbers 0, 1, 2, … and closes all others. Their own numbers must be higher.</summary>
    public void PassDescriptors(params ReadOnlySpan<int> descriptors)
    {
        for (var i = 0; i < descriptors.Length; i++)
        {
            Require("dup3(2)", Libc.Numbers.SYS_dup3, descriptors[i], i);
        }

        CloseFrom(descriptors.Length);
    }

    /// <summary>Opens a file, which gets the lowest free number. The first terminal that a leader opens becomes its own.</summary>
    public void Open(string path, int flags) =>
        Require($"open {path}", KernelNumbers.SYS_openat, Libc.AT_FDCWD, Text(path), flags);

    public void Duplicate(int from, int to) => Require("dup3(2)", Libc.Numbers.SYS_dup3, from, to);

    public void Close(int number) => Require("close_range(2)", Libc.SYS_close_range, number, number);

    public void CloseFrom(int first) => Require("close_range(2)", Libc.SYS_close_range, first, uint.MaxValue);

    public void SetUmask(int umask) => _ = _calls.Add(Libc.Numbers.SYS_umask, umask);

    /// <summary>Has the program begin with signals that are ignored; all others have their default.</summary>
    public void Ignore(params ReadOnlySpan<int> signals) => SetAll(Libc.SIG_IGN, signals.ToArray());

    /// <summary>Has the program begin with signals that are blocked; no other is.</summary>
    public void Block(params ReadOnlySpan<int> signals)
    {
        foreach (var signal in signals)
        {
            *_mask |= 1L << (signal - 1);
        }
    }

    /// <summary>Writes a text into a file, which is opened under a number that must be the lowest free one.</summary>
    public void WriteFile(string path, string text, int number)
    {
        Open(path, Libc.O_WRONLY);
        Require($"write {path}", KernelNumbers.SYS_write, number, Text(text), text.Length);
        CloseFrom(number);
    }

    /// <summary>Mounts a file system, or with a null type changes a mount.</summary>
    public void Mount(string? type, string target, long flags, string? data = null)
    {
        var step = Require(
            $"mount(2) {target}", KernelNumbers.SYS_mount, Text(type ?? "none"), Text(target), type is null ? 0 : Text(type), flags);
        step->Fifth = data is null ? 0 : Text(data);
    }

    /// <summary>Starts the program, and returns its process id as this process sees it. Throws if a call has failed.</summary>
    public int Run(LaunchSpec image)
    {
        _ = _calls.Add(Libc.Numbers.SYS_rt_sigprocmask, Libc.SIG_SETMASK, (nint)_mask, 0, SignalSetSize);
        var arguments = image.Arguments.ToPointers(out var argumentBlock);
        var environment = image.Environment.ToPointers(out var environmentBlock);
        bool hasRun;
        fixed (byte* path = image.Path)
        {
            fixed (nint* argv = arguments, envp = environment)
            {
                _ = _calls.Require(
                    errno => Spawner.FailureOf(image, errno), Libc.Numbers.SYS_execve, (nint)path, (nint)argv, (nint)envp);
                hasRun = _calls.TryRun();
            }
        }

        GC.KeepAlive(argumentBlock);
        GC.KeepAlive(environmentBlock);
        if (!hasRun)
        {
            throw new DaemonException("this process may not run code that it has written itself (MemoryDenyWriteExecute, SELinux)");
        }

        if (_calls.FindFailure() is { } failure)
        {
            _ = *_pid > 0 ? ChildProcess.Reap(*_pid) : null;
            throw failure;
        }

        return *_pid;
    }

    public void Dispose()
    {
        _calls.Dispose();
        _texts.ForEach(Marshal.FreeCoTaskMem);
    }

    private CallList.Step* Require(string call, long number, long first = 0, long second = 0, long third = 0, long fourth = 0) =>
        _calls.Require(errno => Errno.Exception($"start a process in a sandbox: {call}", errno), number, first, second, third, fourth);

    private void SetAll(nint action, IEnumerable<int> signals)
    {
        // The handler is the first field; the largest struct sigaction of a kernel has four such numbers.
        var structure = _calls.Reserve(4);
        *structure = action;
        foreach (var signal in signals)
        {
            if (signal is not Libc.SIGKILL and not Libc.SIGSTOP)
            {
                _ = _calls.Add(Libc.Numbers.SYS_rt_sigaction, signal, (nint)structure, 0, SignalSetSize);
            }
        }
    }

    /// <summary>Copies a text to where the child finds it, with a terminating NUL.</summary>
    private nint Text(string text)
    {
        var memory = Marshal.StringToCoTaskMemUTF8(text);
        _texts.Add(memory);
        return memory;
    }
}
