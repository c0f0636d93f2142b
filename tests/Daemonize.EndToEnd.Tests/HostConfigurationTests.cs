namespace Daemonize.EndToEnd.Tests;

/// <summary>Settings in appsettings.json override the attribute; the environment and the command line override them.</summary>
[Trait("Issue", "6")]
public sealed class HostConfigurationTests : EndToEndTest
{
    private const string Section = """
        // A comment.
        {
          "daemonize": {
            "Tick": {
              "interval": "50ms",
              "PidFile": "other.pid",
              "StopTimeout": "7s",
              "Overlap": "Queue",
              "Environment": ["A=1,2", "B=3"],
              "MaxRuns": 0,
              "CoreDumps": true,
              "User": null,
            },
          },
        }
        """;

    [Fact]
    public async Task SectionCountsMoreThanTheAttribute()
    {
        await ConfigureAsync(Section);
        var daemon = await StartAsync();
        await Wait.ForFileAsync(
            daemon.LogFile, static log => log.Contains("tick: tick 3 within 00:00:07 1,23\n", StringComparison.Ordinal));
        Assert.NotEqual(("0", "0"), daemon.Process.Limit("Max core file size"));
        Assert.Contains(
            $"pid {daemon.Pid}", (await Sandbox.RunAsync(App.Host, "status", "tick")).Succeeds().Output, StringComparison.Ordinal);
        (await Sandbox.RunAsync(App.Host, "stop", "tick")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    [Fact]
    public async Task EnvironmentAndCommandLineCountMore()
    {
        await ConfigureAsync(Section);
        Sandbox.Environment["DAEMONIZE_HOSTAPP_STOP_TIMEOUT"] = "8s";
        var daemon = await StartAsync("--interval", "1h");
        await Wait.ForFileAsync(
            daemon.LogFile, static log => log.Contains("tick: tick 1 within 00:00:08 1,23\n", StringComparison.Ordinal));
        (await Sandbox.RunAsync(App.Host, "stop", "tick")).Succeeds();
        Assert.DoesNotContain("tick 2", daemon.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileOfTheEnvironmentCountsMore()
    {
        await ConfigureAsync(Section);
        await ConfigureAsync("""{ "Daemonize": { "tick": { "StopTimeout": "9s" } } }""", "appsettings.Staging.json");
        Sandbox.Environment["DOTNET_ENVIRONMENT"] = "Staging";
        var daemon = await StartAsync();
        await Wait.ForFileAsync(
            daemon.LogFile, static log => log.Contains("tick: tick 3 within 00:00:09 1,23\n", StringComparison.Ordinal));
        (await Sandbox.RunAsync(App.Host, "stop", "tick")).Succeeds();
    }

    [Theory]
    [InlineData("""{ "Daemonize": { "tick": { "Interval": "soon" } } }""", "Daemonize:tick:Interval takes ")]
    [InlineData("""{ "Daemonize": { "tick": { "Overlap": "Never" } } }""",
        "Daemonize:tick:Overlap takes skip, queue, parallel or replace, not 'Never'")]
    [InlineData("""{ "Daemonize": { "tick": { "Intervall": "1s" } } }""",
        "Daemonize:tick:Intervall is not a setting of tick; did you mean 'Interval'?")]
    [InlineData("""{ "Daemonize": { "tick": { "Cron": "0 0 * * *" } } }""", "Daemonize:tick:Cron is not a setting of tick")]
    [InlineData("""{ "Daemonize": { "tack": { "Interval": "1s" } } }""", "Daemonize:tack names no daemon of this program; there is ")]
    [InlineData("""{ "Daemonize": """, "cannot read ")]
    public async Task MistakeIsTold(string file, string message)
    {
        await ConfigureAsync(file);
        var start = (await Sandbox.RunAsync(App.Host, "start", "tick")).FailsInOneLine(App.Host, 2);
        Assert.Contains(message, start.Error, StringComparison.Ordinal);
    }

    /// <summary>A section about something else is not read: it need not be JSON.</summary>
    [Fact]
    public async Task FileAboutSomethingElseIsLeftAlone()
    {
        await ConfigureAsync("{ demonize");
        Assert.Equal(3, (await Sandbox.RunAsync(App.Host, "status", "tick")).ExitCode);
    }

    private async Task<DaemonFiles> StartAsync(params string[] options)
    {
        (await Sandbox.RunAsync(App.Host, ["start", "tick", .. options])).Succeeds();
        return Sandbox.Daemon("tick", "other.pid");
    }

    private async Task ConfigureAsync(string text, string file = "appsettings.json")
    {
        var root = Sandbox.Create("root");
        await File.WriteAllTextAsync(Path.Combine(root, file), text, TestContext.Current.CancellationToken);
        Sandbox.Environment["DOTNET_CONTENTROOT"] = root;
    }
}
