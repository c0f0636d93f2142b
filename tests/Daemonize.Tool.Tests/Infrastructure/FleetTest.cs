using System.Text.Json;

namespace Daemonize.Tool.Tests.Infrastructure;

/// <summary>A test of the tool with other machines, each of which has only its own daemons.</summary>
public abstract class FleetTest : ToolTest
{
    /// <summary>Starts a daemon on a machine, and waits for its card.</summary>
    internal static async Task<DaemonFiles> StartAsync(FleetHosts hosts, string host, string name, params string[] options)
    {
        (await hosts.RunAsync(host, [TestApp.File, "start", name, .. options])).Succeeds();
        await Wait.ForAnswerAsync(
            () => hosts.RunAsync(host, "daemonize", "list", name, "--format=json"),
            static list => list.Output.Contains("\"card\"", StringComparison.Ordinal), $"{name} of {host} has a card");
        return hosts.Find(host).Daemon(name);
    }

    /// <summary>Lists the daemons of machines, each with its machine.</summary>
    private protected async Task<List<JsonElement>> ListAsync(FleetHosts hosts, int exitCode, params string[] args)
    {
        using var list = JsonDocument.Parse(
            (await RunAsync(["list", "--format=json", hosts.SshOption, .. args])).ExitsWith(exitCode).Output);
        return [.. list.RootElement.EnumerateArray().Select(static daemon => daemon.Clone())];
    }
}
