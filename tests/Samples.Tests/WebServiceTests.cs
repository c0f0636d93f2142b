using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Samples.Tests;

/// <summary>samples/WebService: a service that reports itself when it is ready.</summary>
public sealed partial class WebServiceTests : EndToEndTest
{
    private DaemonFiles Daemon => Sandbox.Daemon("serve");

    [Fact]
    public async Task VeryFirstRequestAfterTheStartIsAnswered()
    {
        (await Sandbox.RunAsync(Sample.WebService, "start", "--port", "0")).Succeeds();
        Assert.Equal(TimeSpan.Zero, DateTimeOffset.Parse(await GetAsync(), CultureInfo.InvariantCulture).Offset);

        // The status shows the same report.
        Assert.Contains(Address(), (await Sandbox.RunAsync(Sample.WebService, "status")).Succeeds().Output, StringComparison.Ordinal);
        await Sandbox.StopAsync(Sample.WebService, Daemon);
        await Assert.ThrowsAsync<HttpRequestException>(GetAsync);
    }

    [Fact]
    public async Task StartFailsWhereThePortIsTaken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var start = (await Sandbox.RunAsync(Sample.WebService, "start", "--port", $"{port}")).FailsInOneLine(Sample.WebService, 1);
        Assert.Contains("address already in use", start.Error, StringComparison.Ordinal);
        await Sandbox.AssertNothingIsLeftAsync(Daemon);
    }

    [Fact]
    public async Task RestartServesAgain()
    {
        (await Sandbox.RunAsync(Sample.WebService, "start", "--port", "0")).Succeeds();
        var before = Daemon.Pid;
        (await Sandbox.RunAsync(Sample.WebService, "restart")).Succeeds();
        Assert.NotEqual(before, Daemon.Pid);
        Assert.NotEmpty(await GetAsync());
        await Sandbox.StopAsync(Sample.WebService, Daemon);
    }

    private async Task<string> GetAsync()
    {
        using var client = new HttpClient { Timeout = Wait.Limit };
        return await client.GetStringAsync(new Uri(Address()), TestContext.Current.CancellationToken);
    }

    /// <summary>The address that was logged last. It is in the log before the start returns.</summary>
    private string Address() => Listens().Matches(Daemon.Log)[^1].Groups[1].Value;

    [GeneratedRegex("listens on (http://127\\.0\\.0\\.1:\\d+)")]
    private static partial Regex Listens();
}
