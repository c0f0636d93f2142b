using System.Text.Json;

namespace Daemonize.Tool.Tests.Fleet;

/// <summary>The server of the page with other machines, by a real ssh and sshd.</summary>
public sealed class FleetWebTests : WebTest
{
    [Fact]
    public async Task OtherMachinesAreListedAndActedOn()
    {
        await using var hosts = await FleetHosts.BeginAsync(Sandbox, "atlas");
        var (there, here) = (await FleetTest.StartAsync(hosts, "atlas", "silent"), await StartAsync("silent"));
        await CardsAsync("silent");
        await hosts.AddRefusingAsync("boreas");
        await StartWebAsync("--control", "--host=atlas,boreas", hosts.SshOption);
        var client = OnSocket();
        var found = await FindAsync(client, there);
        Assert.Equal(
            ("atlas:testapp", "silent", "atlas", "running"),
            (Text(found, "program"), Text(found, "name"), Text(found, "host"), Text(found, "state")));
        var silent = (await GetAsync(client, "api/v1/daemons")).GetProperty("daemons").EnumerateArray()
            .Single(static daemon => Text(daemon, "name") == "boreas");
        Assert.Matches("^does not answer: .*Connection refused$", Text(silent, "note"));
        Assert.Empty(silent.GetProperty("verbs").EnumerateArray());

        var ended = await CallAsync(client, Text(found, "id")!, "stop");
        Assert.Equal(0, ended.GetProperty("exitCode").GetInt32());
        Assert.Equal((false, true), (there.IsRunning, here.IsRunning));
        var metrics = await client.GetStringAsync("metrics", Cancelled);
        Assert.DoesNotContain("atlas", metrics, StringComparison.Ordinal);
        CloseAll();
    }

    /// <summary>A page sees this machine at once, and another one as soon as it answers.</summary>
    [Fact]
    public async Task StreamShowsAMachineAsSoonAsItAnswers()
    {
        await using var hosts = await FleetHosts.BeginAsync(Sandbox, "atlas");
        var (there, here) = (await FleetTest.StartAsync(hosts, "atlas", "silent"), await StartAsync("silent"));
        await CardsAsync("silent");
        await hosts.AddHangingAsync("boreas");
        await StartWebAsync("--host=boreas,atlas", hosts.SshOption);
        using var answer = await OnSocket().GetAsync("api/v1/events", HttpCompletionOption.ResponseHeadersRead, Cancelled);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancelled));
        HashSet<string?> seen = [];
        while (!seen.Contains(there.PidFile))
        {
            var line = await reader.ReadLineAsync(Cancelled).AsTask().WaitAsync(Wait.Limit, Cancelled);
            Assert.NotNull(line);
            Collect(line, seen);
        }

        Assert.Contains(here.PidFile, seen);
        CloseAll();
    }

    private static void Collect(string line, HashSet<string?> seen)
    {
        if (!line.StartsWith("data: ", StringComparison.Ordinal))
        {
            return;
        }

        using var json = JsonDocument.Parse(line["data: ".Length..]);
        foreach (var list in (ReadOnlySpan<string>)["daemons", "added"])
        {
            if (json.RootElement.TryGetProperty(list, out var daemons))
            {
                seen.UnionWith(daemons.EnumerateArray().Select(static daemon => Text(daemon, "pidFile")));
            }
        }
    }
}
