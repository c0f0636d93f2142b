using System.Globalization;
using System.Text.Json;

namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// An int that is not a valid exit code: the parent receives only 8 bits of it, so 256 would be a success. The exit code is 255, and the
/// log and the status show both numbers.
/// </summary>
[Trait("Issue", "15")]
public sealed class ExitCodeTests : EndToEndTest
{
    private const string NoExitCode = ", which is not an exit code (0 to 255) and becomes 255";

    public static TheoryData<int> Others => [256, 512, 257, -256, -1, 1000, int.MaxValue, int.MinValue];

    [Theory]
    [MemberData(nameof(Others))]
    public async Task OfTheMethodInTheForeground(int code)
    {
        Set(code);
        foreach (var verb in (string[])["run", "once"])
        {
            var run = (await Sandbox.RunAsync(App.Test, verb, "answer")).ExitsWith(255);
            Assert.Contains($" answer: failed: it returned {Text(code)}{NoExitCode}\n", run.Error, StringComparison.Ordinal);
            Assert.EndsWith(" answer: stopped with exit code 255\n", run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(256)]
    [InlineData(-1)]
    public async Task OfTheMethodInTheBackground(int code)
    {
        Set(code);
        (await Sandbox.RunAsync(App.Test, "start", "answer")).Succeeds();
        await AssertEndAsync("answer", $"failed: it returned {Text(code)}{NoExitCode}");
    }

    [Theory]
    [InlineData(256)]
    [InlineData(-1)]
    public async Task OfATick(int code)
    {
        Set(code);
        var once = (await Sandbox.RunAsync(App.Test, "once", "code")).ExitsWith(255);
        Assert.Contains($"it returned {Text(code)}{NoExitCode}\n", once.Error, StringComparison.Ordinal);
        (await Sandbox.RunAsync(App.Test, "start", "code", "--on-failure", "stop")).Succeeds();
        await AssertEndAsync("code", $"failed (OnFailure): it returned {Text(code)}{NoExitCode}", exitCode: 1);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(-1)]
    [InlineData(1000)]
    public async Task OfEnvironmentExit(int code)
    {
        Set(code);
        var run = (await Sandbox.RunAsync(App.Test, "run", "exit")).ExitsWith(255);
        Assert.Contains($" exit: the program exits with {Text(code)}{NoExitCode}\n", run.Error, StringComparison.Ordinal);
        (await Sandbox.RunAsync(App.Test, "start", "exit")).Succeeds();
        await AssertEndAsync("exit", $"ended by Environment.Exit with {Text(code)}{NoExitCode}");
    }

    [Theory]
    [InlineData(256)]
    [InlineData(-1)]
    public async Task OfAHost(int code)
    {
        var output = Path.Combine(Sandbox.OutputDirectory, "host");
        Sandbox.Environment["HOSTAPP_OUTPUT"] = output;
        (await Sandbox.RunAsync(App.Host, "start", "quitter")).Succeeds();
        await File.WriteAllTextAsync(output, Text(code), TestContext.Current.CancellationToken);
        await AssertEndAsync("quitter", $"its host set Environment.ExitCode to {Text(code)}{NoExitCode}", app: App.Host);
    }

    /// <summary>The watcher counts it as a failure, as do systemd and supervisord, which see the same exit code.</summary>
    [Theory]
    [InlineData("256")]
    [InlineData("-256")]
    public async Task IsAFailureToTheWatcher(string code)
    {
        Sandbox.Environment["TESTAPP_EXIT_CODE"] = code;
        (await Sandbox.RunAsync(
            App.Test, "start", "answer", "--restart", "on-failure", "--restart-delay", "10ms", "--max-restarts", "2")).Succeeds();
        var log =
            await Wait.ForFileAsync(Sandbox.Daemon("answer").LogFile, static text => text.Contains("given up", StringComparison.Ordinal));
        Assert.Contains("exited with code 255; is started again in 10ms (restart 1)", log, StringComparison.Ordinal);
        await Wait.UntilAsync(() => !Sandbox.Daemon("answer").IsLocked, "the watcher has ended");
    }

    private void Set(int code) => Sandbox.Environment["TESTAPP_EXIT_CODE"] = Text(code);

    private static string Text(int code) => code.ToString(CultureInfo.InvariantCulture);

    private async Task AssertEndAsync(string name, string reason, int exitCode = 255, App? app = null)
    {
        await Wait.UntilAsync(() => !Sandbox.Daemon(name).IsLocked, $"{name} has ended");
        var status = (await Sandbox.RunAsync(app ?? App.Test, "status", name)).ExitsWith(3);
        Assert.Contains($"{reason} (exit code {exitCode})", status.Output, StringComparison.Ordinal);
        using var json =
            JsonDocument.Parse((await Sandbox.RunAsync(app ?? App.Test, "status", name, "--format", "json")).ExitsWith(3).Output);
        var exit = json.RootElement[0].GetProperty("lastExit");
        Assert.Equal((exitCode, reason), (exit.GetProperty("exitCode").GetInt32(), exit.GetProperty("reason").GetString()));
    }
}
