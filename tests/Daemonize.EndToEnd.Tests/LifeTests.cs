namespace Daemonize.EndToEnd.Tests;

/// <summary>OnStart, the moment of readiness, and OnStop.</summary>
public sealed class LifeTests : EndToEndTest
{
    [Fact]
    public async Task CallbacksComeInTheirOrder()
    {
        var daemon = await Sandbox.StartAsync(App.Test, "greet");
        Assert.StartsWith(
            "prepared\n", await File.ReadAllTextAsync(Path.Combine(Sandbox.OutputDirectory, "life"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        await Sandbox.OutputAsync("life", count: 2);
        (await Sandbox.RunAsync(App.Test, "stop", "greet")).Succeeds();
        Assert.Equal(["prepared", "began", "left: Signal"], await Sandbox.OutputAsync("life", count: 3));
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    [Fact]
    public async Task StartFailsWithTheMessageOfOnStartAndLeavesNothing()
    {
        Sandbox.Environment["TESTAPP_FAIL"] = "start";
        var start = (await Sandbox.RunAsync(App.Test, "start", "greet")).FailsInOneLine(App.Test, 1);
        Assert.Equal("testapp: cannot start greet: OnStart failed: the database is away\n", start.Error);
        var daemon = Sandbox.Daemon("greet");
        Assert.Contains(
            "error greet: OnStart failed\n    System.InvalidOperationException: the database is away\n", daemon.Log,
            StringComparison.Ordinal);
        Assert.Equal(["prepared"], await Sandbox.OutputAsync("life"));
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("once")]
    public async Task ForegroundFailsWithTheMessageOfOnStartToo(string verb)
    {
        Sandbox.Environment["TESTAPP_FAIL"] = "start";
        var run = (await Sandbox.RunAsync(App.Test, verb, "greet")).ExitsWith(1);
        Assert.EndsWith("testapp: cannot start greet: OnStart failed: the database is away\n", run.Error, StringComparison.Ordinal);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("greet"));
    }

    [Theory]
    [InlineData("0", "stop", 1)]
    [InlineData("0", null, 0)]
    [InlineData("5", null, 5)]
    [InlineData("5", "stop", 5)]
    public async Task OnStopSeesTheReasonAndItsFailureIsTheDaemons(string code, string? fail, int exitCode)
    {
        Sandbox.Environment["TESTAPP_EXIT_CODE"] = code;
        Sandbox.Environment["TESTAPP_FAIL"] = fail;
        var run = (await Sandbox.RunAsync(App.Test, "run", "greet")).ExitsWith(exitCode);
        Assert.Equal(
            fail is not null,
            run.Error.Contains("error greet: OnStop failed\n    System.InvalidOperationException: the database", StringComparison.Ordinal));
        Assert.Equal(["prepared", "began", "left: Requested"], await Sandbox.OutputAsync("life", count: 3));
    }

    [Fact]
    public async Task StartReturnsWhenTheMethodSaysThatItIsReady()
    {
        var start = Sandbox.Begin(App.Test.File, "start", "slow");
        await Sandbox.OutputAsync("look");
        (await Sandbox.RunAsync(App.Test, "status", "slow")).ExitsWith(4);
        Assert.False(start.HasEnded);

        await File.WriteAllTextAsync(Path.Combine(Sandbox.OutputDirectory, "go"), "", TestContext.Current.CancellationToken);
        (await start.CompleteAsync()).Succeeds();
        (await Sandbox.RunAsync(App.Test, "status", "slow")).Succeeds();
    }

    [Fact]
    public async Task DaemonThatIsAskedToStopBeforeItIsReadyHasFailedToStart()
    {
        var start = Sandbox.Begin(App.Test.File, "start", "slow");
        await Sandbox.OutputAsync("look");
        var daemon = Sandbox.Daemon("slow");
        using (var handle = ProcessHandle.Open(daemon.Pid))
        {
            handle.Signal(Native.SigTerm);
            await handle.WaitForEndAsync();
        }

        var result = (await start.CompleteAsync()).FailsInOneLine(App.Test, 1);
        Assert.Equal("testapp: cannot start slow: it was asked to stop before it was ready\n", result.Error);
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    /// <summary>SIGKILL leaves the command no chance to finish, and no other process knows of the operation.</summary>
    [Fact]
    public async Task DaemonThatIsNotReadyEndsWithItsCommand()
    {
        var start = Sandbox.Begin(App.Test.File, "start", "slow");
        await Sandbox.OutputAsync("look");
        start.Kill();
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("slow"));
    }

    [Theory]
    [InlineData("0", "its method ended before it was ready; with ReadyMode.Manual it calls NotifyReady of its DaemonContext")]
    [InlineData("3", "it failed before it was ready: it returned 3")]
    [InlineData("none", "it failed before it was ready: The input string 'none' was not in a correct format.")]
    public async Task MethodThatEndsBeforeItIsReadyHasFailedToStart(string code, string reason)
    {
        Sandbox.Environment["TESTAPP_EXIT_CODE"] = code;
        var daemon = Sandbox.Daemon("hasty");
        var start = (await Sandbox.RunAsync(App.Test, "start", "hasty")).FailsInOneLine(App.Test, 1);
        Assert.Equal($"testapp: cannot start hasty: {reason}\n", start.Error);
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }
}
