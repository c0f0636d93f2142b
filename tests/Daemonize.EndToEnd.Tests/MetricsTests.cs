using System.Net.Sockets;
using System.Text;

namespace Daemonize.EndToEnd.Tests;

/// <summary>The metrics of ticks: they cost nothing while nobody can listen, and are there when somebody does.</summary>
public sealed class MetricsTests : EndToEndTest
{
    private const string Listeners = "System.Diagnostics.DiagnosticSource.dll";

    public MetricsTests()
    {
        Sandbox.Environment["TMPDIR"] = Sandbox.Create("tmp");
        Sandbox.Environment["DOTNET_EnableDiagnostics"] = null;
    }

    /// <summary>Many ticks: the JIT compiles what has run thirty times again, and may load what that names.</summary>
    [Fact]
    public async Task NothingIsLoadedWhileNobodyListens()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "tick");
        await Sandbox.OutputAsync("ticks", 100);

        Assert.DoesNotContain(Listeners, Maps(daemon), StringComparison.Ordinal);
        (await Sandbox.RunAsync(App.Test, "stop", "tick")).Succeeds();
    }

    /// <summary>Listens as dotnet-counters does, between the first tick and the next, which is far away.</summary>
    [Fact]
    public async Task ListenerFromOutsideReceivesTheMetrics()
    {
        (await Sandbox.RunAsync(App.Test, "start", "tick", "--interval", "1h", "--tick-at-start")).Succeeds();
        var daemon = Sandbox.Daemon("tick");
        await Sandbox.OutputAsync("ticks");
        var socket = Assert.Single(Directory.GetFiles(Sandbox.Environment["TMPDIR"]!, $"dotnet-diagnostic-{daemon.Process.Pid}-*-socket"));

        using var session = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        session.ReceiveTimeout = (int)Wait.Limit.TotalMilliseconds;
        await session.ConnectAsync(new UnixDomainSocketEndPoint(socket), TestContext.Current.CancellationToken);
        session.Send(CollectMetrics());

        var received = new List<byte>();
        var buffer = new byte[4096];
        while (!Has(received, "daemonize.ticks") || !Has(received, "daemonize.tick.duration"))
        {
            var count = session.Receive(buffer);
            Assert.NotEqual(0, count);
            received.AddRange(buffer.AsSpan(0, count));
        }

        session.Dispose();
        Assert.Contains(Listeners, Maps(daemon), StringComparison.Ordinal);
        (await Sandbox.RunAsync(App.Test, "stop", "tick")).Succeeds();
    }

    private static string Maps(DaemonFiles daemon) => File.ReadAllText($"/proc/{daemon.Process.Pid}/maps");

    private static bool Has(List<byte> received, string name) =>
        received.ToArray().AsSpan().IndexOf(Encoding.Unicode.GetBytes(name + '\0')) >= 0;

    /// <summary>Creates the command CollectTracing2 of the runtime's diagnostic protocol, for the meter of this library.</summary>
    private static byte[] CollectMetrics()
    {
        const byte eventPipe = 2;
        const byte collectTracing2 = 3;
        const int headerLength = 20;
        using var payload = new MemoryStream();
        using var writer = new BinaryWriter(payload);
        writer.Write(8); // The size of the buffer in megabytes.
        writer.Write(1); // The format: nettrace.
        writer.Write(false); // No events about what happened before.
        writer.Write(1); // The number of providers.
        writer.Write(7L); // The keywords: messages, values, instruments.
        writer.Write(4); // The level: informational.
        WriteText(writer, "System.Diagnostics.Metrics");
        WriteText(writer, "SessionId=s;ClientId=c;Metrics=Daemonize;RefreshInterval=1;MaxTimeSeries=10;MaxHistograms=10");
        var size = BitConverter.GetBytes((ushort)(headerLength + payload.Length));
        byte[] header = [.. "DOTNET_IPC_V1\0"u8, .. size, eventPipe, collectTracing2, 0, 0];
        return [.. header, .. payload.ToArray()];
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        writer.Write(text.Length + 1);
        writer.Write(Encoding.Unicode.GetBytes(text + '\0'));
    }
}
