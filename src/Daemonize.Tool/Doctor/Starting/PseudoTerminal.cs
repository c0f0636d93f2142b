using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Doctor.Starting;

/// <summary>A terminal that hangs up when this object is disposed of (pty(7)).</summary>
internal sealed class PseudoTerminal : IDisposable
{
    private readonly Descriptor _master;

    private PseudoTerminal(Descriptor master, string path)
    {
        _master = master;
        Path = path;
    }

    /// <summary>The path that a program opens.</summary>
    public string Path { get; }

    public static unsafe PseudoTerminal Open()
    {
        var number = Libc.open("/dev/ptmx", Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_CLOEXEC, 0);
        if (number < 0)
        {
            throw Errno.Exception("open a terminal", Errno.Last);
        }

        var master = new Descriptor(number).MoveOutOfTheWay();
        int unlocked = 0, terminal;
        if (Libc.ioctl(master.Number, KernelNumbers.TIOCSPTLCK, (Libc.winsize*)&unlocked) != 0
            || Libc.ioctl(master.Number, KernelNumbers.TIOCGPTN, (Libc.winsize*)&terminal) != 0)
        {
            var errno = Errno.Last;
            master.Dispose();
            throw Errno.Exception("open a terminal", errno);
        }

        return new PseudoTerminal(master, string.Create(InvariantNumbers.Format, $"/dev/pts/{terminal}"));
    }

    public void Dispose() => _master.Dispose();
}
