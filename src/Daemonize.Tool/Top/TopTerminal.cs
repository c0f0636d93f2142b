using System.Text;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Top;

/// <summary>
/// The terminal while the screen has it: raw, on the alternate screen, without a cursor. Disposing gives it back as it was. Written by
/// descriptor, one write(2) for each frame: <see cref="Console"/> would keep its own idea of the terminal.
/// </summary>
internal sealed unsafe class TopTerminal : IDisposable
{
    public const int Input = 0;

    /// <summary>More than any screen has, and no danger to the memory: a program can set any size (ioctl_tty(2)).</summary>
    private const int MaxSize = 1000;

    // The alternate screen; no cursor; no wrapping at the right margin; pasted text has marks around it.
    private const string Begin = "\e[?1049h\e[?25l\e[?7l\e[?2004h";

    // Clicks and the wheel, with numbers of any size (xterm's modes 1000 and 1006).
    private const string BeginMouse = "\e[?1000h\e[?1006h";

    // Asks whether the terminal has synchronized updates (DECRQM). One that does not know the question is silent.
    private const string AskSynchronized = "\e[?2026$p";

    private const string End = "\e[?1006l\e[?1000l\e[?2004l\e[?7h\e[0m\e[?25h\e[?1049l";

    private readonly byte[] _before = new byte[Termios.Size];
    private readonly string _begin;
    private bool _isOurs;

    /// <param name="hasMouse">Whether the terminal reports its mouse; otherwise it selects text with it.</param>
    /// <param name="isSimple">Whether the terminal may write out what it does not understand.</param>
    public TopTerminal(bool hasMouse, bool isSimple)
    {
        _begin = Begin + (hasMouse ? BeginMouse : "") + (isSimple ? "" : AskSynchronized);
        fixed (byte* before = _before)
        {
            if (Termios.tcgetattr(Input, before) != 0)
            {
                throw Errno.Exception("read the settings of the terminal", Errno.Last);
            }
        }

        Take();
    }

    public static int Width => Math.Min(Terminal.Width(Terminal.Output), MaxSize);

    public static int Height => Math.Min(Terminal.Height(Terminal.Output), MaxSize);

    /// <summary>Takes the terminal, also if something else has changed it meanwhile.</summary>
    public void Take()
    {
        Span<byte> raw = stackalloc byte[Termios.Size];
        _before.CopyTo(raw);
        fixed (byte* settings = raw)
        {
            Termios.cfmakeraw(settings);
            if (Termios.tcsetattr(Input, Termios.Flush, settings) != 0)
            {
                throw Errno.Exception("set the terminal up", Errno.Last);
            }
        }

        _isOurs = true;
        _ = TryWrite(Encoding.ASCII.GetBytes(_begin));
    }

    /// <summary>Gives the terminal back. What the terminal has answered and nobody has read is not left to the shell.</summary>
    public void GiveBack()
    {
        if (!_isOurs)
        {
            return;
        }

        _isOurs = false;
        _ = TryWrite(Encoding.ASCII.GetBytes(End));
        fixed (byte* before = _before)
        {
            _ = Termios.tcsetattr(Input, Termios.Flush, before);
        }
    }

    /// <summary>Stops this process as Ctrl-Z does, with the terminal given back, until the shell lets it go on.</summary>
    public void Suspend()
    {
        GiveBack();

        // Without a shell that could let it go on, the kernel ignores the signal: the process group is orphaned.
        _ = Libc.kill(Environment.ProcessId, Libc.SIGTSTP);
        Take();
    }

    /// <summary>Writes a frame; false if the terminal is gone, or could not take it whole.</summary>
    public static bool TryWrite(ReadOnlySpan<byte> bytes) => Descriptor.TryWrite(Terminal.Output, bytes, out _);

    public void Dispose() => GiveBack();
}
