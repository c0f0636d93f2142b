namespace Daemonize.Platform.Linux;

/// <summary>
/// Reads signals from a descriptor (signalfd(2)), for a process without handlers. They must be blocked in all of its threads, and so from
/// its very start; otherwise a thread of the runtime would take them.
/// </summary>
internal sealed unsafe class SignalDescriptor : IDisposable
{
    /// <summary>The size of struct signalfd_siginfo, which begins with the number of the signal.</summary>
    private const int InfoSize = 128;

    /// <summary>The place of ssi_code, which says who has sent the signal (sigaction(2)).</summary>
    private const int CodeOffset = 8;

    private readonly Descriptor _file;

    public SignalDescriptor(ReadOnlySpan<int> signals)
    {
        var set = stackalloc long[Libc.OpaqueSize / sizeof(long)];
        Fill(set, signals);
        var number = Libc.signalfd(-1, set, Libc.SFD_CLOEXEC);
        _file = number >= 0 ? new Descriptor(number).MoveOutOfTheWay() : throw CannotCreate(Errno.Last);
    }

    public int Number => _file.Number;

    /// <summary>Fills a set with signals.</summary>
    public static void Fill(void* set, ReadOnlySpan<int> signals)
    {
        _ = Libc.sigemptyset(set);
        foreach (var signal in signals)
        {
            _ = Libc.sigaddset(set, signal);
        }
    }

    /// <summary>Waits for the next signal and returns its number; 0 if none can be read.</summary>
    public int Read() => Read(out _);

    /// <summary>Waits for the next signal and returns its number; 0 if none can be read.</summary>
    /// <param name="isOfKernel">Whether the kernel has sent it, for example for a key of the terminal, and no process.</param>
    public int Read(out bool isOfKernel)
    {
        Span<byte> info = stackalloc byte[InfoSize];
        var isRead = Descriptor.Read(_file.Number, info, out _) == InfoSize;
        isOfKernel = isRead && BitConverter.ToInt32(info[CodeOffset..]) == Libc.SI_KERNEL;
        return isRead ? BitConverter.ToInt32(info) : 0;
    }

    /// <summary>
    /// Blocks signals in this thread, and so in all of the program that replaces this one (execve(2)). Gives the action that undoes it.
    /// </summary>
    public static Action Block(ReadOnlySpan<int> signals)
    {
        var set = stackalloc long[Libc.OpaqueSize / sizeof(long)];
        var before = new long[Libc.OpaqueSize / sizeof(long)];
        Fill(set, signals);
        fixed (long* old = before)
        {
            _ = Libc.pthread_sigmask(Libc.SIG_SETMASK, set, old);
        }

        return () =>
        {
            fixed (long* old = before)
            {
                _ = Libc.pthread_sigmask(Libc.SIG_SETMASK, old, null);
            }
        };
    }

    public void Dispose() => _file.Dispose();

    private static DaemonException CannotCreate(int errno) => MissingCall.IsDenied(errno)
        ? new DaemonException(
            $"cannot watch over it (Restart): {MissingCall.Describe("signalfd(2)", MissingCall.SignalDescriptorsSince, errno)}; allow " +
            "that call, or start it with --restart never")
        : Errno.Exception("wait for signals", errno);
}
