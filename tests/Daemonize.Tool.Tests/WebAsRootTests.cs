using System.Globalization;

namespace Daemonize.Tool.Tests;

/// <summary>
/// Root's page and the daemon of another user, who names the file of its log: root reads it, but nothing that the user could not read.
/// </summary>
public sealed class WebAsRootTests : WebTest
{
    private const string Secret = "the secret of root";

    private static int _last = 500_000_000 + (Environment.ProcessId % 100_000 * 1000);

    private readonly string _user = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);

    [Fact]
    public async Task LogOfAUserIsShownAndFollowed()
    {
        var daemon = await StartOfUserAsync();
        var client = OnSocket();
        var id = Text(await FindAsync(client, daemon), "id");
        var detail = await GetAsync(client, $"api/v1/daemons/{id}");
        Assert.Equal(_user, Text(detail, "user"));
        Assert.True(detail.GetProperty("hasLog").GetBoolean());
        var log = await GetAsync(client, $"api/v1/daemons/{id}/log");
        Assert.True(HasLine(log, "started (pid "));
        Assert.Equal(daemon.LogFile, Text(log, "file"));

        using var events = await EventReader.OpenAsync(client, $"api/v1/daemons/{id}/events?after={Text(log, "next")}");
        (await Sandbox.ExecuteAsync(
            "/usr/bin/setpriv", [.. SetUser, TestApp.File, "reload", "silent", $"--pid-file={daemon.PidFile}"])).Succeeds();
        _ = await events.WaitForAsync("log", static data => HasLine(data, "log reopened (SIGHUP)"));
        CloseAll();
    }

    /// <summary>What root could read there, the user could not.</summary>
    [Theory]
    [InlineData("link to a file of root")]
    [InlineData("link to a directory of root")]
    [InlineData("file of root")]
    [InlineData("directory that the user may not enter")]
    [InlineData("fifo")]
    public async Task OnlyWhatTheUserMayReadIsShown(string instead)
    {
        var daemon = await StartOfUserAsync();
        var client = OnSocket();
        var id = Text(await FindAsync(client, daemon), "id");
        await ReplaceAsync(daemon.LogFile, instead);
        var answer = await client.GetAsync($"api/v1/daemons/{id}/log", Cancelled);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("started", text, StringComparison.Ordinal);
        using var events = await EventReader.OpenAsync(client, $"api/v1/daemons/{id}/events?after=0-0-0");
        _ = await events.WaitForAsync("daemon");
        CloseAll();
    }

    private async Task ReplaceAsync(string log, string instead)
    {
        var folder = Path.GetDirectoryName(log)!;
        var closed = Sandbox.Create("closed");
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var secret = Path.Combine(closed, Path.GetFileName(log));
        await File.WriteAllTextAsync(secret, Secret + "\n", Cancelled);
        switch (instead)
        {
            case "link to a file of root":
                File.Delete(log);
                File.CreateSymbolicLink(log, secret);
                break;
            case "link to a directory of root":

                // The file itself is the user's, so only the way to it forbids it.
                (await Sandbox.ExecuteAsync("/usr/bin/chown", _user, secret)).Succeeds();
                Directory.Move(folder, folder + ".old");
                Directory.CreateSymbolicLink(folder, closed);
                break;
            case "file of root":

                // Everybody may read it; but the user cannot have written it.
                File.Delete(log);
                File.Copy(secret, log);
                break;
            case "fifo":
                File.Delete(log);
                (await Sandbox.ExecuteAsync("/usr/bin/setpriv", [.. SetUser, "/usr/bin/mkfifo", log])).Succeeds();
                break;
            default:
                (await Sandbox.ExecuteAsync("/usr/bin/chown", "0", folder)).Succeeds();
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                break;
        }
    }

    /// <summary>Starts root's server, and a daemon of the user.</summary>
    private async Task<DaemonFiles> StartOfUserAsync()
    {
        RequiresRoot.Check();
        _ = await StartWebAsync();
        File.SetUnixFileMode(Sandbox.Root, File.GetUnixFileMode(Sandbox.Root) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var (runtime, logs) = (Sandbox.Create("of-user"), Sandbox.Create("logs-of-user"));
        (await Sandbox.ExecuteAsync("/usr/bin/chown", _user, runtime, logs)).Succeeds();
        var daemon = new DaemonFiles(Path.Combine(runtime, "silent.pid"), Path.Combine(logs, "silent.log"));
        (await Sandbox.ExecuteAsync(
            "/usr/bin/setpriv",
            [.. SetUser, "/usr/bin/env", $"RUNTIME_DIRECTORY={runtime}", $"DAEMONIZE_CARDS={runtime}/cards", TestApp.File,
                "start", "silent", $"--log-file={daemon.LogFile}", $"--environment=DAEMONIZE_SANDBOX={Sandbox.Root}"])).Succeeds();
        return daemon;
    }

    private static bool HasLine(System.Text.Json.JsonElement log, string text) =>
        log.GetProperty("lines").EnumerateArray().Any(line => Text(line, "text")!.Contains(text, StringComparison.Ordinal));

    private string[] SetUser => [$"--reuid={_user}", $"--regid={_user}", "--clear-groups", "--"];
}
