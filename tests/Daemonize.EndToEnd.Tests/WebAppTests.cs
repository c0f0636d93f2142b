using System.Net.Sockets;

namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// Handles in a busy ASP.NET Core application, whose workers outlive it. The garbage collector constantly interrupts all of its threads.
/// </summary>
public sealed class WebAppTests : EndToEndTest
{
    private string Output => Path.Combine(Sandbox.OutputDirectory, "topics");

    private string Socket => Path.Combine(Sandbox.Root, "socket");

    [Fact]
    [Trait("Issue", "3")]
    public async Task WorkerOutlivesTheApplication()
    {
        var web = await BeginAsync();
        using var client = Connect();
        var started = await client.GetStringAsync("start?topic=news", TestContext.Current.CancellationToken);
        var worker = Sandbox.Daemon("worker").Process;
        Assert.Equal($"Running {worker.Pid}", started);
        Assert.Equal("news 0.5;1\n", await Wait.ForFileAsync(Output));

        // Options of a handle are not on the command line, which other users can read.
        Assert.Equal([App.Web.File, "@daemon", "worker"], worker.CommandLine);
        Assert.True(worker.HasVariable("WEBAPP_TOPIC=news"));
        Assert.Empty(Sockets(worker).Intersect(Sockets(ProcessView.Read(web.Pid))));

        await web.EndAsync();
        Assert.Equal(worker.Pid, Sandbox.Daemon("worker").Process.Pid);
        Assert.StartsWith(
            $"worker  running  pid {worker.Pid}  ", (await Sandbox.RunAsync(App.Web, "status", "worker")).Succeeds().Output,
            StringComparison.Ordinal);
        (await Sandbox.RunAsync(App.Web, "stop", "worker")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("worker"));
    }

    /// <summary>fork(2) in such a process would hang occasionally (docs/performance.md).</summary>
    [Fact]
    [Trait("Issue", "3")]
    public async Task EveryOneOfManyStartsSucceeds()
    {
        var web = await BeginAsync();
        using var client = Connect();
        var pids = new HashSet<string>();
        for (var i = 0; i < 20; i++)
        {
            var answers =
                await Task.WhenAll(
                    Enumerable.Range(0, 5)
                        .Select(
                            n => client.GetStringAsync(
                                n % 2 == 0 ? "start?topic=a" : "start-async?topic=b", TestContext.Current.CancellationToken)));
            Assert.All(answers, answer => Assert.Equal(answers[0], answer));
            Assert.StartsWith("Running ", answers[0], StringComparison.Ordinal);
            Assert.True(pids.Add(answers[0]), $"{answers[0]} had been stopped");
            Assert.Equal("Stopped 0", await client.GetStringAsync("stop", TestContext.Current.CancellationToken));
        }

        await web.EndAsync();
    }

    [Fact]
    [Trait("Issue", "3")]
    public async Task RestartKeepsOrChangesTheOptions()
    {
        var web = await BeginAsync();
        using var client = Connect();
        await client.GetStringAsync("start?topic=one", TestContext.Current.CancellationToken);
        await Wait.ForFileAsync(Output, text => text == "one 0.5;1\n");
        await client.GetStringAsync("restart", TestContext.Current.CancellationToken);
        await Wait.ForFileAsync(Output, text => text == "one 0.5;1\none 0.5;1\n");
        await client.GetStringAsync("restart-async?topic=two", TestContext.Current.CancellationToken);
        await Wait.ForFileAsync(Output, text => text == "one 0.5;1\none 0.5;1\ntwo 0.5;1\n");
        await web.EndAsync();
    }

    [Fact]
    [Trait("Issue", "3")]
    public async Task StartThatIsGivenUpLeavesNothing()
    {
        var web = await BeginAsync();
        using var client = Connect();
        using var patience = new CancellationTokenSource();
        var request = client.GetStringAsync("slow", patience.Token);
        await Wait.UntilAsync(
            () => Sandbox.Processes.Exists(process => process.CommandLine is [_, "@daemon", "slow"]), "the daemon is on its way");
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await Wait.UntilAsync(() => Sandbox.Processes.TrueForAll(process => process.Pid == web.Pid), "nothing but the application runs");
        await Wait.UntilAsync(() => !Sandbox.Daemon("slow").IsLocked, "the lock is free");
        Assert.False(File.Exists(Sandbox.Daemon("slow").PidFile));
        Assert.Equal("Stopped 0", await client.GetStringAsync("status", TestContext.Current.CancellationToken));
        await web.EndAsync();
    }

    /// <summary>
    /// The daemon reads the value that was checked, even if the application has changed its environment since its own start.
    /// </summary>
    [Fact]
    [Trait("Issue", "3")]
    public async Task VariableThatTheApplicationSetsArrives()
    {
        Sandbox.Environment["WEBAPP_TOPIC"] = "before";
        var web = await BeginAsync();
        using var client = Connect();
        Assert.StartsWith(
            "Running ", await client.GetStringAsync("start-by-environment?topic=after", TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.Equal("after \n", await Wait.ForFileAsync(Output));
        await client.GetStringAsync("stop", TestContext.Current.CancellationToken);
        Assert.StartsWith(
            "DaemonException worker needs --topic",
            await client.GetStringAsync("start-by-environment", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await web.EndAsync();
    }

    [Fact]
    [Trait("Issue", "3")]
    public async Task WhatCannotBeTextIsRefused()
    {
        var web = await BeginAsync();
        using var client = Connect();
        Assert.StartsWith(
            "ArgumentException ", await client.GetStringAsync("start?topic=a%00b", TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.False(Sandbox.Daemon("worker").IsLocked);
        await web.EndAsync();
    }

    [Theory]
    [InlineData("hello\n", "greet")]
    [InlineData("worker is not running\n", "stop", "worker")]
    [Trait("Issue", "3")]
    public async Task ProgramWithItsOwnCommandLineKeepsIt(string output, params string[] args) =>
        Assert.Equal(output, (await Sandbox.RunAsync(App.Web, args)).Succeeds().Output);

    private static IEnumerable<string> Sockets(ProcessView process) =>
        process.Descriptors.Values.Where(target => target.StartsWith("socket:", StringComparison.Ordinal));

    private async Task<RunningCommand> BeginAsync()
    {
        Sandbox.Environment["WEBAPP_SOCKET"] = Socket;
        Sandbox.Environment["WEBAPP_OUTPUT"] = Output;
        var web = Sandbox.Begin(App.Web.File);
        await Wait.UntilAsync(() => web.HasEnded || CanConnect(), "the application listens");
        return web.HasEnded ? throw new InvalidOperationException($"{await web.CompleteAsync()}") : web;
    }

    private bool CanConnect()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(Socket));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private HttpClient Connect() => UnixHttp.Connect(Socket);
}
