using System.Text.Json;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Tool.Doctor;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Tests.Doctor;

/// <summary>
/// A test of checks on real daemons. The checks are made in this process, on a daemon that is found by its files: the command would wait
/// ten seconds for each.
/// </summary>
public abstract class DoctorTest : ToolTest
{
    /// <summary>Gets a daemon as the command finds it, running or not, with its card if it has one.</summary>
    private protected ExaminedDaemon Examine(string name, DaemonFiles daemon)
    {
        var status = Operations.Status.OfFiles(new LockOwner("testapp", name), daemon.PidFile, static () => ThisProcess.UserId);
        var card = Directory.Exists(Sandbox.CardDirectory)
            ? Directory.GetFiles(Sandbox.CardDirectory, "*.json").Select(static file => (File: file, Card: CardFile.TryRead(file)))
                .FirstOrDefault(found => found.Card?.PidFile == daemon.PidFile && found.Card.Daemon == name.Split(':')[0])
            : default;
        var seen = new SeenDaemon(new(status) { Program = "testapp" })
        {
            PidFile = daemon.PidFile,
            Process = status.ProcessId,
            Card = card.Card is null ? null : new FoundCard(card.File, card.Card),
            Command = card.Card?.Command ?? [TestApp.File],
        };
        return new ExaminedDaemon(seen, DateTimeOffset.UtcNow);
    }

    /// <summary>Starts a daemon, waits for its card, and examines it.</summary>
    private protected async Task<(DaemonFiles Files, ExaminedDaemon Examined)> StartToExamineAsync(string name, params string[] options)
    {
        var daemon = await StartAsync(name, options);
        await CardsAsync(name);
        return (daemon, Examine(name, daemon));
    }

    /// <summary>Makes a check of a daemon, which must find something.</summary>
    private protected static CheckedItem Finds(string id, ExaminedDaemon daemon, string finding)
    {
        var item = Make(id, daemon);
        Assert.True(item.Result.Outcome == CheckOutcome.Found, $"{id} is {item.Result}");
        Assert.Contains(finding, item.Result.Finding, StringComparison.Ordinal);
        Assert.NotEmpty(item.Result.Advice);
        return item;
    }

    private protected static void Passes(string id, ExaminedDaemon daemon) => HasOutcome(CheckOutcome.Passed, id, daemon);

    private protected static void IsNotKnown(string id, ExaminedDaemon daemon) => HasOutcome(CheckOutcome.NotKnown, id, daemon);

    private protected static void Finds(CheckResult? result, string finding)
    {
        Assert.Equal(CheckOutcome.Found, result?.Outcome);
        Assert.Contains(finding, result!.Finding, StringComparison.Ordinal);
    }

    /// <summary>Gets a check from what the command has printed as JSON: of the machine, or of the only daemon.</summary>
    private protected static JsonElement ItemOf(string output, string id)
    {
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        var all = root.GetProperty("machine").EnumerateArray()
            .Concat(root.GetProperty("daemons").EnumerateArray().SelectMany(
                static daemon => daemon.GetProperty("checks").EnumerateArray()));
        return all.Single(item => Text(item, "id") == id).Clone();
    }

    /// <summary>Gets what a check has found that the command has printed as JSON; the check must have found something.</summary>
    private protected static string FindingOf(JsonElement item)
    {
        Assert.Equal("found", Text(item, "result"));
        return Text(item, "finding")!;
    }

    /// <summary>Starts a daemon and stops it again, so that the command knows it and need not wait.</summary>
    private protected async Task<DaemonFiles> StartAndStopAsync(string name, params string[] options)
    {
        var daemon = await StartAsync(name, options);
        await CardsAsync(name);
        (await Sandbox.RunAsync(TestApp, "stop", name)).Succeeds();
        return daemon;
    }

    private static CheckedItem Make(string id, ExaminedDaemon daemon) =>
        CheckTable.OfDaemon.Single(check => check.Id == id).Make(daemon);

    private static void HasOutcome(CheckOutcome outcome, string id, ExaminedDaemon daemon)
    {
        var item = Make(id, daemon);
        Assert.True(item.Result.Outcome == outcome, $"{id} is {item.Result}");
    }
}
