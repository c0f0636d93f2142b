using System.Text.Json;

namespace Daemonize.Supervision.Tests;

/// <summary><c>daemonize web install</c>, on a real systemd.</summary>
[Collection(SystemdMachine.Collection)]
public sealed class WebInstallTests(SystemdMachine machine) : IAsyncLifetime
{
    private const string Unit = "daemonize-daemonize-web.service";
    private const string Directory = "/run/daemonize-daemonize-web";

    /// <summary>Other tests on this machine leave daemons of the same name.</summary>
    private const string PidFile = "/run/started-by-the-page.pid";

    private static readonly App Tool = new("Daemonize.Tool", "daemonize");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await RunAsync("web", "uninstall");
        await machine.RunAsync(App.Service.File, "stop", "serve", $"--pid-file={PidFile}", "--kill");
    }

    [Fact]
    public async Task PageIsServedAndPrintsLinks()
    {
        Assert.Equal(
            [$"wrote /etc/systemd/system/{Unit}", $"enabled {Unit}", $"started {Unit}", ""],
            (await RunAsync("web", "install", "--control")).Succeeds().Output.Split('\n'));
        Assert.Matches("^http://127.0.0.1:[0-9]+/#login=", (await RunAsync("web", "link")).Succeeds().Output);
        Assert.Matches("^http://127.0.0.1:[0-9]+/#login=", (await RunAsync("web")).Succeeds().Output);
        var status = (await RunAsync("web", "status")).ExitsWith(0).Output;
        Assert.Contains($"managed by systemd ({Unit})", status, StringComparison.Ordinal);
        var port = await PortAsync();
        (await RunAsync("web", "restart")).Succeeds();
        Assert.Equal(port, await PortAsync());
        Assert.Contains($"systemd ({Unit})", (await RunAsync("web", "stop")).Succeeds().Output, StringComparison.Ordinal);
        Assert.Equal(7, (await RunAsync("web", "link")).ExitCode);
        Assert.Matches("^http://127.0.0.1:[0-9]+/#login=", (await RunAsync("web")).Succeeds().Output.Split('\n')[^2]);
        (await RunAsync("web", "uninstall")).Succeeds();
        Assert.Equal(7, (await RunAsync("web", "link")).ExitCode);
        Assert.False(File.Exists(machine.PathOf($"/etc/systemd/system/{Unit}")));

        async Task<string> PortAsync() => (await RunAsync("web", "link")).Succeeds().Output.Split('/')[2];
    }

    /// <summary>Restrictions of the page's service would be those of what it starts; and its stop would end it.</summary>
    [Fact]
    public async Task DaemonThatThePageStartsIsFreeAndGoesOn()
    {
        (await RunAsync("web", "install", "--control")).Succeeds();
        string[] daemon = ["serve", $"--pid-file={PidFile}"];
        (await machine.RunAsync(App.Service.File, ["start", .. daemon, "--environment=SERVICEAPP_OUTPUT=/var/tmp"])).ExitsWith(0);
        (await machine.RunAsync(App.Service.File, ["stop", .. daemon])).ExitsWith(0);
        var id = await FindAsync();
        var call = await CurlAsync(
            "-X", "POST", "-H", "Content-Type: application/json", "-d", "{}", $"http://localhost/api/v1/daemons/{id}/start");
        Assert.Contains("\"call\"", call, StringComparison.Ordinal);
        var ended = await Wait.ForAnswerAsync(
            () => CurlAsync("http://localhost/api/v1/calls"),
            static text => text.Contains("\"exitCode\"", StringComparison.Ordinal), "the start has ended");
        Assert.Contains("\"exitCode\":0", ended, StringComparison.Ordinal);
        (await RunAsync("web", "restart")).Succeeds();
        (await RunAsync("web", "stop")).Succeeds();
        (await machine.RunAsync(App.Service.File, ["status", .. daemon])).ExitsWith(0);
    }

    private Task<CommandResult> RunAsync(params string[] args) =>
        machine.RunAsync("env", [$"DOTNET_ROOT={SystemdMachine.DotnetRoot}", Tool.File, .. args]);

    private async Task<string> CurlAsync(params string[] args) => (await machine.RunAsync(
        "curl", ["-s", "--max-time", "30", "--unix-socket", $"{Directory}/web.sock", .. args])).Succeeds().Output;

    /// <summary>Gets the id of the daemon that the page shows.</summary>
    private async Task<string> FindAsync()
    {
        using var list = JsonDocument.Parse(await CurlAsync("http://localhost/api/v1/daemons"));
        return list.RootElement.GetProperty("daemons").EnumerateArray()
            .Single(static daemon => daemon.TryGetProperty("pidFile", out var path) && path.GetString() == PidFile)
            .GetProperty("id").GetString()!;
    }
}
