namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// No verb, stage or daemon loads the culture data of the system (ICU), which would take a third of the time of a <c>status</c>, in each
/// process of a start, and megabytes of a daemon's memory.
/// </summary>
public sealed class CultureTests : EndToEndTest
{
    private readonly string _program;

    /// <summary>
    /// Copies the program and gives it the default globalization, with culture data of a version that no machine has: the runtime aborts
    /// when it is about to load them.
    /// </summary>
    public CultureTests()
    {
        Sandbox.Environment["DOTNET_SYSTEM_GLOBALIZATION_APPLOCALICU"] = "99.9";
        var folder = Sandbox.Create("program");
        foreach (var file in Directory.GetFiles(App.Test.Folder))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        _program = Path.Combine(folder, App.Test.Assembly);
        var settings = File.ReadAllText(_program + ".runtimeconfig.json");
        const string name = "\"System.Globalization.Invariant\"";
        var changed = settings.Replace($"{name}: true", $"{name}: false", StringComparison.Ordinal);
        Assert.NotEqual(settings, changed);
        File.WriteAllText(_program + ".runtimeconfig.json", changed);
    }

    /// <summary>Shows that these tests fail when the data are loaded: this method parses a number.</summary>
    [Fact]
    public async Task UseOfACultureAborts()
    {
        Sandbox.Environment["TESTAPP_EXIT_CODE"] = "7";

        var answer = await RunAsync("once", "answer");

        Assert.Contains("libicu", answer.Error, StringComparison.OrdinalIgnoreCase);
        Assert.NotEqual(7, answer.ExitCode);
    }

    [Fact]
    public async Task VerbsLoadNoCulture()
    {
        (await RunAsync("status", "wait")).ExitsWith(3);
        (await RunAsync("start", "wait")).Succeeds();
        (await RunAsync("start", "wait")).Succeeds();
        (await RunAsync("status", "wait")).Succeeds();
        (await RunAsync("status", "wait", "--format", "json")).Succeeds();
        (await RunAsync("list")).Succeeds();
        (await RunAsync("reload", "wait")).Succeeds();
        (await RunAsync("logs", "wait")).Succeeds();
        (await RunAsync("restart", "wait")).Succeeds();
        (await RunAsync("stop", "wait", "--signal", "int", "--timeout", "10s")).Succeeds();
    }

    /// <summary>Not with cron: .NET's own class of time zones loads the data. Nor with failures: so do texts of exceptions.</summary>
    [Theory]
    [InlineData]
    [InlineData("--align-to-clock")]
    [InlineData("--jitter", "5ms", "--tick-timeout", "10s")]
    [InlineData("--overlap", "parallel", "--max-parallel", "2")]
    [InlineData("--log-max-size", "4KB", "--log-format", "json")]
    public async Task TicksLoadNoCulture(params string[] options)
    {
        // Every second: a request that comes while a tick runs is refused.
        (await RunAsync(["start", "tick", "--interval", "1s", .. options])).Succeeds();
        var daemon = Sandbox.Daemon("tick");
        await Wait.ForPulseAsync(daemon, static pulse => pulse.LastTick > 0);

        (await RunAsync("tick", "tick")).Succeeds();
        (await RunAsync("status", "tick")).Succeeds();
        (await RunAsync("stop", "tick")).Succeeds();
    }

    [Fact]
    public async Task CountsOfTicksNeedNoCulture()
    {
        (await RunAsync("start", "tick")).Succeeds();
        await Wait.ForPulseAsync(Sandbox.Daemon("tick"), static pulse => pulse.LastTick > 0);

        var status = (await RunAsync("status", "tick")).Succeeds().Output;
        Assert.Matches("^tick +running +pid [0-9]+ .* ticks?, 0 failed.* MB +cpu [0-9]+\\.[0-9]s\n$", status);
        // Not as text: .NET's own class of time zones loads the data.
        (await RunAsync("history", "tick", "--format", "json")).Succeeds();
        (await RunAsync("history", "tick", "--format", "csv")).Succeeds();

        (await RunAsync("stop", "tick")).Succeeds();
    }

    [Fact]
    public async Task InstancesLoadNoCulture()
    {
        (await RunAsync("start", "wait", "--instances", "3")).Succeeds();
        (await RunAsync("start", "wait", "--instances", "2")).Succeeds();
        (await RunAsync("status", "wait")).Succeeds();
        (await RunAsync("stop", "wait:1")).Succeeds();
        (await RunAsync("stop", "wait")).Succeeds();
    }

    [Fact]
    public async Task WatcherLoadsNoCulture()
    {
        (await RunAsync("start", "wait", "--restart", "always", "--restart-delay", "10ms")).Succeeds();
        var daemon = Sandbox.Daemon("wait");
        var killed = await daemon.KillAsync();
        await Wait.ForFileAsync(daemon.PidFile, text => text.Length > 0 && text != $"{killed}\n");

        (await RunAsync("status", "wait")).Succeeds();
        (await RunAsync("stop", "wait")).Succeeds();
    }

    private Task<CommandResult> RunAsync(params string[] args) => Sandbox.ExecuteAsync(_program, args);
}
