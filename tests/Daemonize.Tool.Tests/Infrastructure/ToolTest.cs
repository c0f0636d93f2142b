using System.Diagnostics;
using System.Text.Json;
using Daemonize.Tool.Acting;

namespace Daemonize.Tool.Tests.Infrastructure;

/// <summary>
/// A test of the tool with real daemons. Other tests run daemons of the same names at the same time, so daemons are named by their pid
/// files, except as a user that only this test has.
/// </summary>
public abstract class ToolTest : EndToEndTest
{
    /// <summary>The tool, where it was built.</summary>
    private protected static App Tool { get; } = new("Daemonize.Tool", "daemonize");

    /// <summary>The program with the daemons.</summary>
    private protected static App TestApp { get; } = Trusted(App.Test);

    private protected Task<CommandResult> RunAsync(params ReadOnlySpan<string> args) => Sandbox.RunAsync(Tool, args);

    /// <summary>
    /// Starts a daemon with options that it keeps when the tool starts it again: its log, and the variable by which the sandbox finds it.
    /// </summary>
    private protected async Task<DaemonFiles> StartAsync(string name, params string[] options)
    {
        var daemon = Sandbox.Daemon(name);
        string[] own = ["start", name, $"--log-file={daemon.LogFile}", $"--environment=DAEMONIZE_SANDBOX={Sandbox.Root}"];
        (await Sandbox.RunAsync(TestApp, [.. own, .. options])).Succeeds();
        return daemon;
    }

    /// <summary>Waits for the cards of a daemon, which are written after the start has returned.</summary>
    private protected async Task<string[]> CardsAsync(string name, int count = 1)
    {
        string[] cards = [];
        await Wait.UntilAsync(() => (cards = FindCards(name)).Length == count, $"{name} has {count} cards");
        return cards;
    }

    private protected string[] FindCards(string name) =>
        Directory.Exists(Sandbox.CardDirectory) ? Directory.GetFiles(Sandbox.CardDirectory, $"testapp.{name}.*.json") : [];

    /// <summary>Lists the daemons of this sandbox.</summary>
    private protected async Task<List<JsonElement>> ListAsync(params string[] options)
    {
        using var list = JsonDocument.Parse((await RunAsync(["list", "--format=json", .. options])).Succeeds().Output);
        return
        [
            .. list.RootElement.EnumerateArray()
                .Where(daemon => Text(daemon, "pidFile")?.StartsWith(Sandbox.Root + "/", StringComparison.Ordinal) == true)
                .Select(static daemon => daemon.Clone()),
        ];
    }

    /// <summary>
    /// Gets a copy of a program if another user than root can change the one that was built, as in a checkout of that user: root's tool
    /// does not run that.
    /// </summary>
    private protected static App Trusted(App app)
    {
        if (!Environment.IsPrivilegedProcess || TrustedProgram.FindForeign(app.File) is null)
        {
            return app;
        }

        var folder = Directory.CreateTempSubdirectory("daemonize-tool-tests-").FullName;
        File.SetUnixFileMode(folder, File.GetUnixFileMode(app.Folder));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        using var copy = Process.Start("cp", ["-r", app.Folder + "/.", folder]);
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
        return app with { Copy = folder };
    }

    private protected static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
