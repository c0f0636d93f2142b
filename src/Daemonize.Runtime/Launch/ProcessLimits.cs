using System.Buffers.Text;
using Daemonize.Options;
using Daemonize.Platform.Linux;

namespace Daemonize.Launch;

/// <summary>The resource limits and privileges of a started daemon.</summary>
internal static unsafe class ProcessLimits
{
    /// <summary>Throws in the command for what would fail in a stage.</summary>
    public static void Check(Settings settings)
    {
        CheckRange(settings);
        Libc.rlimit limit;
        if (settings.MaxOpenFiles is { } files && Libc.geteuid() != 0 && Libc.getrlimit(Libc.RLIMIT_NOFILE, &limit) == 0
            && (ulong)files > limit.rlim_max)
        {
            throw Errno.Exception(
                $"set MaxOpenFiles to {files}", Libc.EPERM,
                "only root can go beyond the caller's limit" + settings.BlameFor(Setting.MaxOpenFiles));
        }
    }

    /// <summary>Throws for a value that this system allows no user, not even root.</summary>
    public static void CheckRange(Settings settings)
    {
        if (settings.MaxOpenFiles is { } files && ReadMostFiles() is { } most && files > most)
        {
            throw new DaemonException(
                $"cannot set MaxOpenFiles to {files}: this system takes 16 to {most} (fs.nr_open)", DaemonExitCode.Usage);
        }
    }

    /// <summary>
    /// Sets what the daemon inherits from the stage that starts it. A nice value and no_new_privs belong to a thread: a process with
    /// threads cannot set its own.
    /// </summary>
    public static void ApplyToNext(Settings settings)
    {
        SetLimit(Libc.RLIMIT_CORE, CoreLimit(settings.CoreDumps), CoreFailure);
        if (settings.MaxOpenFiles is { } files)
        {
            SetLimit(Libc.RLIMIT_NOFILE, LimitOf(files), errno => FilesFailure(settings, errno));
        }

        if (settings.Nice is { } nice && Libc.setpriority(Libc.PRIO_PROCESS, 0, nice) != 0)
        {
            throw NiceFailure(settings, Errno.Last);
        }

        if (settings.NoNewPrivileges && Libc.prctl(Libc.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        {
            throw PrivilegeFailure(Errno.Last);
        }
    }

    /// <summary>Adds the calls that set the same in a child of this process.</summary>
    public static void AddTo(CallList calls, Settings settings)
    {
        AddLimit(calls, Libc.RLIMIT_CORE, CoreLimit(settings.CoreDumps), CoreFailure);
        if (settings.MaxOpenFiles is { } files)
        {
            AddLimit(calls, Libc.RLIMIT_NOFILE, LimitOf(files), errno => FilesFailure(settings, errno));
        }

        if (settings.Nice is { } nice)
        {
            _ = calls.Require(errno => NiceFailure(settings, errno), Libc.Numbers.SYS_setpriority, Libc.PRIO_PROCESS, 0, nice);
        }

        if (settings.NoNewPrivileges)
        {
            _ = calls.Require(PrivilegeFailure, Libc.Numbers.SYS_prctl, Libc.PR_SET_NO_NEW_PRIVS, 1);
        }
    }

    /// <summary>
    /// Sets what this process, the daemon, can only set for itself. Not RLIMIT_AS: the garbage collector reserves 256 GB of addresses that
    /// it never uses. RLIMIT_DATA counts writable memory, whichever code allocates it, and the kernel enforces it. The collector receives
    /// the limit too: code that asks for too much gets an OutOfMemoryException, where a refusal by the kernel could end the process.
    /// </summary>
    public static void ApplyToThis(Settings settings)
    {
        if (settings.MaxMemory is not { } bytes)
        {
            return;
        }

        var used = ReadData();
        if (bytes <= used)
        {
            throw new DaemonException(
                $"MaxMemory is too little: the runtime alone takes {used >> 20} MB of it " +
                $"(VmData){settings.BlameFor(Setting.MaxMemory)}", DaemonExitCode.Usage);
        }

        SetLimit(
            Libc.RLIMIT_DATA, LimitOf(bytes), errno => LimitFailure("set MaxMemory", settings.BlameFor(Setting.MaxMemory), errno));
        AppContext.SetData("GCHeapHardLimit", (ulong)bytes);
        GC.RefreshMemoryLimit();
    }

    /// <summary>Gets the limit of core files: its maximum, or 0, which no code in the process can raise again.</summary>
    private static Libc.rlimit CoreLimit(bool isWanted)
    {
        Libc.rlimit limit;
        if (Libc.getrlimit(Libc.RLIMIT_CORE, &limit) != 0)
        {
            throw Errno.Exception("read the limit of core files", Errno.Last);
        }

        return isWanted ? limit with { rlim_cur = limit.rlim_max } : default;
    }

    private static Libc.rlimit LimitOf(long value) => new() { rlim_cur = (ulong)value, rlim_max = (ulong)value };

    private static void SetLimit(int resource, Libc.rlimit limit, Func<int, DaemonException> failure)
    {
        if (Libc.setrlimit(resource, &limit) != 0)
        {
            throw failure(Errno.Last);
        }
    }

    private static void AddLimit(CallList calls, int resource, Libc.rlimit limit, Func<int, DaemonException> failure)
    {
        var copy = (Libc.rlimit*)calls.Reserve(sizeof(Libc.rlimit) / sizeof(long));
        *copy = limit;
        _ = calls.Require(failure, Libc.Numbers.SYS_prlimit64, 0, resource, (nint)copy);
    }

    private static DaemonException CoreFailure(int errno) => Errno.Exception("set the limit of core files", errno);

    private static DaemonException FilesFailure(Settings settings, int errno) =>
        LimitFailure($"set MaxOpenFiles to {settings.MaxOpenFiles}", settings.BlameFor(Setting.MaxOpenFiles), errno);

    private static DaemonException LimitFailure(string cannot, string blame, int errno) =>
        Errno.Exception(cannot, errno, "only root can go beyond the caller's limit" + blame);

    private static DaemonException NiceFailure(Settings settings, int errno) => Errno.Exception(
        $"set Nice to {settings.Nice}", errno, "only root can go below the caller's" + settings.BlameFor(Setting.Nice));

    private static DaemonException PrivilegeFailure(int errno) => Errno.Exception("set NoNewPrivileges", errno);

    /// <summary>Reads the highest limit of open files that setrlimit(2) accepts; null if /proc does not contain it.</summary>
    private static long? ReadMostFiles() =>
        Utf8Parser.TryParse(ProcFs.TryReadAll("/proc/sys/fs/nr_open", out _) ?? [], out long most, out _) ? most : null;

    /// <summary>Reads how many bytes count towards RLIMIT_DATA now; 0 if /proc does not contain it.</summary>
    private static long ReadData()
    {
        var text = (ProcFs.TryReadAll("/proc/self/status", out _) ?? []).AsSpan();
        var at = text.IndexOf("\nVmData:"u8);
        return at >= 0 && Utf8Parser.TryParse(text[(at + 8)..].TrimStart(" \t"u8), out long kilobytes, out _) ? kilobytes << 10 : 0;
    }
}
