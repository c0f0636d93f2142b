using System.Globalization;
using System.Net;

namespace Daemonize.Tool.Tests;

/// <summary>
/// Files of a daemon that somebody has replaced: by a link to the real one, a FIFO, a file of 10 GB that begins like the real one, or the
/// same text of another owner. The page answers as if there were none, and does not wait.
/// </summary>
public sealed class WebHostileFilesTests : WebTest
{
    private const long Huge = 10L * 1024 * 1024 * 1024;

    private static readonly string OtherUser =
        (400_000_000 + (Environment.ProcessId % 100_000 * 1000)).ToString(CultureInfo.InvariantCulture);

    private static readonly string[] Kinds =
        ["link", "fifo", "huge", .. Environment.IsPrivilegedProcess ? ["owner"] : Array.Empty<string>()];

    [Fact]
    public async Task CardIsNotRead()
    {
        var (client, daemon) = await PrepareAsync();
        var card = Assert.Single(FindCards("silent"));
        Assert.Equal("", await FindReadAsync(card, async () => Text(await FindAsync(client, daemon), "card") is not null));
        CloseAll();
    }

    [Fact]
    public async Task StatusIsNotRead()
    {
        var (client, daemon) = await PrepareAsync();
        Assert.Equal(
            "", await FindReadAsync(daemon.StatusFile, async () => (await FindAsync(client, daemon)).TryGetProperty("lastExit", out _)));
        CloseAll();
    }

    /// <summary>Of a history that is too long, the part that its head describes is read, and no more.</summary>
    [Fact]
    public async Task HistoryIsNotRead()
    {
        var (client, daemon) = await PrepareAsync();
        var path = $"api/v1/daemons/{Text(await FindAsync(client, daemon), "id")}/ticks";
        Assert.Equal("huge", await FindReadAsync(daemon.HistoryFile, async () => await StatusAsync(client, path) == HttpStatusCode.OK));
        Assert.Equal(
            "huge",
            await FindReadAsync(
                daemon.HistoryFile, async () => (await FindAsync(client, daemon)).GetProperty("recent").GetArrayLength() > 0));
        CloseAll();
    }

    /// <summary>
    /// The log of root's daemon may belong to the user that it runs as; and a user may read through a link what that user may read. Of a
    /// large one, the end is read.
    /// </summary>
    [Fact]
    public async Task LogIsNotReadWhole()
    {
        var (client, daemon) = await PrepareAsync();
        var path = $"api/v1/daemons/{Text(await FindAsync(client, daemon), "id")}/log?find=started";
        Assert.Equal(
            Environment.IsPrivilegedProcess ? "owner" : "link",
            await FindReadAsync(
                daemon.LogFile, async () => (await GetAsync(client, path)).GetProperty("lines").GetArrayLength() > 0));
        CloseAll();
    }

    /// <summary>Starts the server, and a daemon that has ticked and stopped.</summary>
    private async Task<(HttpClient Client, DaemonFiles Daemon)> PrepareAsync()
    {
        _ = await StartWebAsync();
        var daemon = await StartAsync("silent");
        await CardsAsync("silent");
        (await Sandbox.RunAsync(TestApp, "tick", "silent")).Succeeds();
        (await Sandbox.RunAsync(TestApp, "stop", "silent")).Succeeds();
        var client = OnSocket();
        client.Timeout = Wait.Limit / 2;
        return (client, daemon);
    }

    /// <summary>Replaces a file in each of the ways, and gives those with which it was read all the same.</summary>
    private async Task<string> FindReadAsync(string path, Func<Task<bool>> isReadAsync)
    {
        List<string> read = [];
        foreach (var kind in Kinds)
        {
            Assert.True(await isReadAsync(), "the real file is read");
            var real = Path.Combine(Sandbox.Root, "real");
            File.Move(path, real);
            await ReplaceAsync(path, kind, real);
            try
            {
                if (await isReadAsync())
                {
                    read.Add(kind);
                }
            }
            catch (Exception exception) when (exception is TaskCanceledException or Xunit.Sdk.XunitException)
            {
                read.Add($"{kind} with {exception.Message}");
            }

            File.Delete(path);
            File.Move(real, path);
        }

        return string.Join(", ", read);
    }

    private async Task ReplaceAsync(string path, string kind, string real)
    {
        switch (kind)
        {
            case "link":
                File.CreateSymbolicLink(path, real);
                return;
            case "fifo":
                (await Sandbox.ExecuteAsync("/usr/bin/mkfifo", path)).Succeeds();
                return;
        }

        (await Sandbox.ExecuteAsync("/usr/bin/cp", "--preserve=all", real, path)).Succeeds();
        if (kind == "owner")
        {
            (await Sandbox.ExecuteAsync("/usr/bin/chown", OtherUser, path)).Succeeds();
            return;
        }

        using var file = File.OpenWrite(path);
        file.SetLength(Huge);
    }
}
