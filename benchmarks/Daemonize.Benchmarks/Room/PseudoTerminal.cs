using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Daemonize.Benchmarks.Room;

/// <summary>A terminal of 150 columns and 50 lines, which counts what a program writes to it and answers nothing.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    private const ushort Lines = 50;
    private const ushort Columns = 150;

    private readonly SafeFileHandle _master;
    private readonly Thread _reader;
    private long _bytes;

    public unsafe PseudoTerminal()
    {
        var master = Libc.posix_openpt(Libc.O_RDWR | Libc.O_NOCTTY);
        int number;
        var size = new Libc.winsize { ws_row = Lines, ws_col = Columns };
        if (master < 0 || Libc.unlockpt(master) != 0 || Libc.ioctl(master, Libc.TIOCGPTN, &number) != 0
            || Libc.ioctl(master, Libc.TIOCSWINSZ, &size) != 0)
        {
            throw new InvalidOperationException($"cannot open a terminal: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        Path = string.Create(CultureInfo.InvariantCulture, $"/dev/pts/{number}");
        _master = new SafeFileHandle(master, ownsHandle: true);
        _reader = new Thread(Read) { IsBackground = true };
    }

    /// <summary>Gets the number of bytes that the program has written so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    private string Path { get; }

    /// <summary>Starts a program whose terminal this is, and returns its process.</summary>
    public int Start(params string[] command)
    {
        string[] inTerminal = ["/bin/sh", "-c", "tty=$1; shift; exec \"$@\" <> \"$tty\" >&0 2>&0", "sh", Path];

        // A leader of a session gets the terminal that it opens as its own.
        var pid = Child.Start(["/usr/bin/setsid", "/usr/bin/env", "TERM=xterm-256color", .. inTerminal, .. command]);
        _reader.Start();
        return pid;
    }

    public void Dispose() => _master.Dispose();

    private unsafe void Read()
    {
        var block = stackalloc byte[16 * 1024];

        // Fails when the last process has closed the terminal, and until the first has opened it.
        var isOpened = false;
        while (!_master.IsClosed)
        {
            var length = Libc.read(_master, block, 16 * 1024);
            if (length > 0)
            {
                isOpened = true;
                _ = Interlocked.Add(ref _bytes, length);
            }
            else if (isOpened)
            {
                return;
            }
            else
            {
                Thread.Sleep(5);
            }
        }
    }
}
