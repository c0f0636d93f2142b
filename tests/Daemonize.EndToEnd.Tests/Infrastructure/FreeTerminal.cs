using System.Text;

namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>A terminal that controls no session: a session leader that opens it without O_NOCTTY acquires it.</summary>
internal sealed class FreeTerminal : IDisposable
{
    private const int ReadWriteWithoutControl = 0x102;

    private readonly int _master = Native.OpenTerminalMaster(ReadWriteWithoutControl);

    public unsafe FreeTerminal()
    {
        Assert.Equal(0, Native.UnlockTerminal(_master));
        var name = stackalloc byte[64];
        Assert.Equal(0, Native.GetTerminalName(_master, name, 64));
        Path = Encoding.ASCII.GetString(name, new ReadOnlySpan<byte>(name, 64).IndexOf((byte)0));
    }

    public string Path { get; }

    public void Dispose() => _ = Native.Close(_master);
}
