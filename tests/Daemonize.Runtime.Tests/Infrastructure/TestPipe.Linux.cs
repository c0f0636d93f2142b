using Daemonize.Platform.Linux;

namespace Daemonize.Tests.Infrastructure;

/// <summary>A pipe (pipe(2)).</summary>
internal sealed unsafe class TestPipe : IDisposable
{
    public TestPipe()
    {
        var ends = stackalloc int[2];
        Assert.Equal(0, Libc.pipe2(ends, Libc.O_CLOEXEC));
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
