using System.Text;

namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>A program that leads a session on its own terminal, on which the test types, and which it reads and hangs up.</summary>
internal sealed class TerminalSession : IAsyncDisposable
{
    private const int ReadWriteWithoutControlOrHeirs = 0x80102;
    private const int LookAgainMilliseconds = 10;

    private readonly int _master = Native.OpenTerminalMaster(ReadWriteWithoutControlOrHeirs);
    private readonly StringBuilder _output = new();
    private readonly Task _reader;
    private volatile bool _isHungUp;

    public unsafe TerminalSession(Sandbox sandbox, string file, params ReadOnlySpan<string> args)
    {
        Assert.Equal(0, Native.UnlockTerminal(_master));
        var name = stackalloc byte[64];
        Assert.Equal(0, Native.GetTerminalName(_master, name, 64));
        Path = Encoding.ASCII.GetString(name, new ReadOnlySpan<byte>(name, 64).IndexOf((byte)0));

        // Neither the shell nor setsid(1) forks: the program has the process id of the command.
        Command = sandbox.Begin("/bin/sh", ["-c", "exec setsid --ctty \"$@\" <\"$0\" >\"$0\" 2>&1", Path, file, .. args]);
        _reader = Task.Run(Read);
    }

    public string Path { get; }

    public RunningCommand Command { get; }

    /// <summary>The text on the terminal, including the echo of typed keys.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public unsafe void Type(string keys)
    {
        var bytes = Encoding.ASCII.GetBytes(keys);
        fixed (byte* first = bytes)
        {
            Assert.Equal(bytes.Length, Native.Write(_master, first, (nuint)bytes.Length));
        }
    }

    public Task WaitForOutputAsync(string text) =>
        Wait.UntilAsync(() => Output.Contains(text, StringComparison.Ordinal), $"the terminal shows '{text}'");

    public async Task HangUpAsync()
    {
        _isHungUp = true;
        await _reader;
    }

    public async ValueTask DisposeAsync() => await HangUpAsync();

    /// <summary>Closes the terminal itself: a read that waits in another thread would keep it open.</summary>
    private unsafe void Read()
    {
        var buffer = stackalloc byte[4096];
        while (!_isHungUp)
        {
            var descriptor = new Native.PollDescriptor { Descriptor = _master, Events = Native.PollIn };
            if (Native.Poll(&descriptor, 1, LookAgainMilliseconds) <= 0 || (descriptor.Happened & Native.PollIn) == 0)
            {
                continue;
            }

            var length = (int)Native.Read(_master, buffer, 4096);
            lock (_output)
            {
                _output.Append(Encoding.UTF8.GetString(buffer, Math.Max(length, 0)));
            }
        }

        _ = Native.Close(_master);
    }
}
