using System.Text.Json;

namespace Daemonize.EndToEnd.Tests;

/// <summary><c>status</c> reports the last run, and not an earlier one.</summary>
public sealed class StatusOfRunTests : EndToEndTest
{
    private const string Terminated = "stopped by SIGTERM";
    private const string WithoutAWord = "ended without a word: by SIGKILL, or by a crash of the runtime";

    [Fact]
    public async Task AccountIsThereWhenStartReturns()
    {
        await StartAndStopAsync("walk");
        (await Sandbox.RunAsync(App.Test, "start", "walk", "--interval=1h")).Succeeds();
        var text = await File.ReadAllTextAsync(Sandbox.Daemon("walk").StatusFile, TestContext.Current.CancellationToken);
        Assert.Contains($"\"pid\":{Sandbox.Daemon("walk").Pid},", text, StringComparison.Ordinal);
        Assert.Matches("\"ticks\":|\"history\":true", text);
        var status = await ReadAsync("walk", 0);
        Assert.Equal(["--interval=1h"], status.GetProperty("options").EnumerateArray().Select(static option => option.GetString()));
        Assert.True(status.TryGetProperty("ticks", out _));
        Assert.True(status.TryGetProperty("version", out _));
        Assert.False(status.TryGetProperty("lastExit", out _));
    }

    /// <summary>The daemon of a new version crashes as soon as it runs, which is when users look.</summary>
    [Fact]
    public async Task CrashInTheFirstSecondIsOfThisRun()
    {
        await File.WriteAllTextAsync(PathOf("fail"), "", TestContext.Current.CancellationToken);
        await Sandbox.StartAsync(App.Test, "walk");
        await Wait.ForFileAsync(Sandbox.Daemon("walk").StatusFile, static text => text.Contains("\"lastError\"", StringComparison.Ordinal));
        (await Sandbox.RunAsync(App.Test, "stop", "walk")).Succeeds();
        Assert.True((await AssertExitAsync("walk", 3, Terminated, 0)).TryGetProperty("lastError", out _));

        (await Sandbox.RunAsync(App.Test, "start", "walk", "--interval=1h")).Succeeds();
        await Sandbox.Daemon("walk").KillAsync();
        var status = await AssertExitAsync("walk", 1, WithoutAWord, null);
        Assert.Equal(["--interval=1h"], status.GetProperty("options").EnumerateArray().Select(static option => option.GetString()));
    }

    /// <summary>If a daemon could not write its status file, the file of the previous run is not used.</summary>
    [Theory]
    [InlineData("missing")]
    [InlineData("of the run before")]
    public async Task CrashOfARunWithoutAnAccountIsOfThisRun(string file)
    {
        await StartAndStopAsync("wait");
        var daemon = Sandbox.Daemon("wait");
        var before = await File.ReadAllBytesAsync(daemon.StatusFile, TestContext.Current.CancellationToken);
        await Sandbox.StartAsync(App.Test, "wait");
        await daemon.KillAsync();
        File.Delete(daemon.StatusFile);
        if (file is "of the run before")
        {
            await File.WriteAllBytesAsync(daemon.StatusFile, before, TestContext.Current.CancellationToken);
        }

        await AssertExitAsync("wait", 1, WithoutAWord, null);
    }

    [Fact]
    public async Task FailedStartIsNotTheEndOfTheRunBefore()
    {
        await StartAndStopAsync("greet");
        Sandbox.Environment["TESTAPP_FAIL"] = "start";
        (await Sandbox.RunAsync(App.Test, "start", "greet")).FailsInOneLine(App.Test, 1);
        await AssertExitAsync("greet", 3, "could not start: OnStart failed: the database is away", 1);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("once")]
    public async Task FailedRunInTheForegroundIsNotTheEndOfTheRunBefore(string verb)
    {
        await StartAndStopAsync("greet");
        Sandbox.Environment["TESTAPP_FAIL"] = "start";
        (await Sandbox.RunAsync(App.Test, verb, "greet")).ExitsWith(1);
        await AssertExitAsync("greet", 3, "cannot start greet: OnStart failed: the database is away", 1);
    }

    /// <summary>An error that is found before any process is started is not a run: the previous run remains the last.</summary>
    [Fact]
    public async Task RefusedStartLeavesTheEndOfTheRunBefore()
    {
        await StartAndStopAsync("wait");
        (await Sandbox.RunAsync(App.Test, "start", "wait", "--log-file=/dev/null/x.log")).FailsInOneLine(App.Test, 1);
        await AssertExitAsync("wait", 3, Terminated, 0);
    }

    [Fact]
    public async Task RunAndOnceTellOfThemselves()
    {
        await StartAndStopAsync("walk");
        (await Sandbox.RunAsync(App.Test, "once", "walk")).ExitsWith(0);
        var status = await ReadAsync("walk", 3);
        Assert.NotEqual(Terminated, status.GetProperty("lastExit").GetProperty("reason").GetString());

        var run = Sandbox.Begin(App.Test.File, "run", "walk");
        await Wait.UntilAsync(
            () => Sandbox.Daemon("walk") is { IsRunning: true, Record.Pid: var pid } && pid == run.Pid, "the run is ready");
        await Sandbox.Daemon("walk").KillAsync();
        await run.CompleteAsync();
        await AssertExitAsync("walk", 1, WithoutAWord, null);
    }

    /// <summary>The watcher's daemon is killed in its first second: the previous run's error must not be reported for this one.</summary>
    [Fact]
    public async Task WaitOfAWatcherIsOfItsOwnRun()
    {
        await File.WriteAllTextAsync(PathOf("fail"), "", TestContext.Current.CancellationToken);
        await Sandbox.StartAsync(App.Test, "walk");
        await Wait.ForFileAsync(Sandbox.Daemon("walk").StatusFile, static text => text.Contains("\"lastError\"", StringComparison.Ordinal));
        (await Sandbox.RunAsync(App.Test, "stop", "walk")).Succeeds();
        (await Sandbox.RunAsync(
            App.Test, "start", "walk", "--interval=1h", "--restart=always", "--restart-delay=1h", "--max-restart-delay=1h")).Succeeds();
        await Sandbox.Daemon("walk").KillAsync();
        var status = await Wait.ForAnswerAsync(
            () => Sandbox.RunAsync(App.Test, "status", "walk", "--format=json"),
            static status => status.Output.Contains("\"restarting\"", StringComparison.Ordinal),
            "it is about to be started again");
        Assert.Contains("killed by SIGKILL", status.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("found no route", status.Output, StringComparison.Ordinal);
        (await Sandbox.RunAsync(App.Test, "stop", "walk")).Succeeds();
    }

    /// <summary>Whatever status the program sets, the status file stays readable, and a reload is reported.</summary>
    [Fact]
    public async Task LongReportAndManyOptionsDoNotBlindTheStatus()
    {
        await File.WriteAllTextAsync(
            PathOf("report"), string.Concat(Enumerable.Repeat("🚀", 35_000)), TestContext.Current.CancellationToken);
        await Sandbox.StartAsync(App.Test, "walk");
        await Wait.ForFileAsync(Sandbox.Daemon("walk").StatusFile, static text => text.Contains("\"report\"", StringComparison.Ordinal));
        var status = await ReadAsync("walk", 0);
        Assert.True(status.GetProperty("ticks").GetInt64() > 0);
        Assert.Matches("^(🚀){500}…$", status.GetProperty("report").GetString());
        (await Sandbox.RunAsync(App.Test, "reload", "walk", "--timeout=50s")).Succeeds();

        string[] tags = [.. Enumerable.Range(0, 4_000).Select(static number => $"--tags=10.0.0.{number}")];
        (await Sandbox.RunAsync(App.Test, ["start", "options", .. tags])).Succeeds();
        var options =
            (await ReadAsync("options", 0)).GetProperty("options").EnumerateArray().Select(static option => option.GetString()!).ToArray();
        Assert.Equal(tags[..(options.Length - 1)], options[..^1]);
        Assert.Equal($"… and {tags.Length - options.Length + 1} more", options[^1]);
    }

    /// <summary>With subset=pid, a container's /proc has only the processes: not /proc/stat, which has the boot time.</summary>
    [Fact]
    public async Task UpTimeIsKnownWithoutTheRestOfProc()
    {
        await Sandbox.StartAsync(App.Test, "wait");
        var result = await Sandbox.RunInMountNamespaceAsync("""
            mount -t proc -o subset=pid none /proc
            [ ! -e /proc/stat ] || fail '/proc/stat is there'
            "$app" status wait
            "$app" status wait --format=json
            """);
        Assert.Matches("(?m)^wait  running  pid [0-9]+  up [0-9]{1,2}s  ", result.Output);
        var startedAt =
            JsonDocument.Parse(result.Output[result.Output.IndexOf('[')..]).RootElement[0].GetProperty("startedAt").GetDateTimeOffset();
        Assert.InRange(DateTimeOffset.UtcNow - startedAt, TimeSpan.FromSeconds(-1), Wait.Limit);
    }

    private async Task StartAndStopAsync(string name)
    {
        await Sandbox.StartAsync(App.Test, name);
        (await Sandbox.RunAsync(App.Test, "stop", name)).Succeeds();
        await AssertExitAsync(name, 3, Terminated, 0);
    }

    private async Task<JsonElement> AssertExitAsync(string name, int statusCode, string reason, int? exitCode)
    {
        var status = await ReadAsync(name, statusCode);
        Assert.True(status.TryGetProperty("lastExit", out var exit), $"{status}");
        Assert.Equal(
            (reason, exitCode),
            (exit.GetProperty("reason").GetString(), exit.TryGetProperty("exitCode", out var code) ? code.GetInt32() : null));
        return status;
    }

    private async Task<JsonElement> ReadAsync(string name, int exitCode)
    {
        var result = (await Sandbox.RunAsync(App.Test, "status", name, "--format", "json")).ExitsWith(exitCode);
        return Assert.Single(JsonDocument.Parse(result.Output).RootElement.EnumerateArray().ToArray());
    }

    private string PathOf(string file) => Path.Combine(Sandbox.OutputDirectory, file);
}
