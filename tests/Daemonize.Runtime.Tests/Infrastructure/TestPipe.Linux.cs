using System.Runtime.InteropServices;
using Daemonize.Platform.Linux;

namespace Daemonize.Tests.Infrastructure;

/// <summary>A pipe (pipe(2)).</summary>
internal sealed unsafe class TestPipe : IDisposable
{
    /// <summary>O_DIRECT, which architectures number differently.</summary>
    private static readonly int Packets = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x10000 : 0x4000;

    /// <param name="isOfPackets">Whether each read returns what one write has written.</param>
    public TestPipe(bool isOfPackets = false)
    {
        var ends = stackalloc int[2];
        Assert.Equal(0, Libc.pipe2(ends, Libc.O_CLOEXEC | (isOfPackets ? Packets : 0)));
        Receiver = new(ends[0]);
        Sender = new(ends[1]);
    }

    public Descriptor Receiver { get; }

    public Descriptor Sender { get; }

    public void Dispose()
    {
        Receiver.Dispose();
        Sender.Dispose();
    }
}
