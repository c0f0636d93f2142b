using System.Globalization;
using System.Text.Json;

namespace Daemonize.EndToEnd.Tests;

/// <summary>The card that a start leaves for programs that show stopped daemons too.</summary>
public sealed class CardTests : EndToEndTest
{
    private const int Nobody = 65534;

    [Fact]
    public async Task CommandOfTheCardStartsTheDaemonAgain()
    {
        await Sandbox.StartAsync(App.Test, "wait");
        var card = await CardAsync("wait");
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        Assert.Equal([App.Test.File], Texts(card, "command"));

        var daemon = Sandbox.Daemon("wait");
        Assert.Equal(
            (1, "testapp", "wait", daemon.PidFile, daemon.LogFile, "Does nothing until it is asked to stop"),
            (card.GetProperty("version").GetInt32(), Text(card, "program"), Text(card, "daemon"), Text(card, "pidFile"),
                Text(card, "logFile"), Text(card, "summary")));
        (await Sandbox.ExecuteAsync(Texts(card, "command")[0], "start", Text(card, "daemon"), "--pid-file=" + daemon.PidFile)).Succeeds();
        Assert.True(daemon.IsRunning);
    }

    /// <summary>The words of the host are relative to the caller's directory, and the daemon has left it.</summary>
    [Fact]
    public async Task WordsOfTheHostAreAbsolute()
    {
        Sandbox.WorkingDirectory = App.Test.Folder;
        (await Sandbox.ExecuteAsync("dotnet", Path.GetFileName(App.Test.Dll), "start", "wait")).Succeeds();
        var command = Texts(await CardAsync("wait"), "command");
        Assert.EndsWith("/dotnet", command[0], StringComparison.Ordinal);
        Assert.Equal(App.Test.Dll, Assert.Single(command[1..]));
    }

    /// <summary>The options of the environment may be secret.</summary>
    [Fact]
    public async Task OnlyTheOptionsOfTheCommandLineAreThere()
    {
        Sandbox.Environment["DAEMONIZE_TESTAPP_ENVIRONMENT"] = "API_TOKEN=hidden";
        (await Sandbox.RunAsync(App.Test, "start", "wait", "--stop-timeout", "7s")).Succeeds();
        var card = await CardAsync("wait");
        Assert.Equal(["--stop-timeout=7s"], Texts(card, "options"));
        Assert.Equal(
            ["StopTimeout 7s option", "Environment API_TOKEN variable"],
            card.GetProperty("settings").EnumerateArray().Select(static setting =>
                $"{Text(setting, "name")} {Text(setting, "value")} {Text(setting, "source")}"));
        Assert.DoesNotContain("hidden", card.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CardIsOnlyForItsUser()
    {
        (await Sandbox.RunAsync(App.Test, "start", "wait", "--umask", "0")).Succeeds();
        await CardAsync("wait");
        Assert.Equal(
            (UnixFileMode.UserRead | UnixFileMode.UserWrite, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute),
            (File.GetUnixFileMode(CardFile("wait")), File.GetUnixFileMode(Sandbox.CardDirectory)));
    }

    /// <summary>Without its owner's rights, a directory that the daemon creates would be of no use to anybody.</summary>
    [Fact]
    public async Task UmaskOfTheDaemonDoesNotCount()
    {
        Sandbox.Environment["DAEMONIZE_CARDS"] = Path.Combine(Sandbox.CardDirectory, "below");
        (await Sandbox.RunAsync(App.Test, "start", "wait", "--umask", "0333")).Succeeds();
        await Wait.UntilAsync(() => FindCards("below").Length == 1, "the card is there");
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Sandbox.CardDirectory));
    }

    [Fact]
    public async Task EachInstanceHasItsCard()
    {
        (await Sandbox.RunAsync(App.Test, "start", "wait", "--instances", "2")).Succeeds();
        await Wait.UntilAsync(
            () => FindCards() is [_, _] cards && !cards.Any(static file => file.EndsWith(".new", StringComparison.Ordinal)),
            "the cards are there, and none is being written");
        Assert.Equal([1, 2], FindCards().Select(static file => Parse(file).GetProperty("instance").GetInt32()).Order());
    }

    [Fact]
    public async Task CardIsReplacedWhateverStandsThere()
    {
        await Sandbox.StartAsync(App.Test, "wait");
        await CardAsync("wait");
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
        var (file, victim) = (CardFile("wait"), Path.Combine(Sandbox.Root, "victim"));
        File.WriteAllText(victim, "precious");
        File.Delete(file);
        File.CreateSymbolicLink(file, victim);
        File.CreateSymbolicLink(file + ".new", victim);

        await Sandbox.StartAsync(App.Test, "wait");

        await Wait.UntilAsync(() => new FileInfo(file).LinkTarget is null, "the link is replaced");
        Assert.Equal("wait", Text(Parse(file), "daemon"));
        Assert.Equal("precious", File.ReadAllText(victim));
        Assert.Equal([file], FindCards());
    }

    [Theory]
    [InlineData("off")]
    [InlineData("cards")]
    [InlineData("/proc/cards")]
    [InlineData("/dev/null/cards")]
    public async Task StartSucceedsWithoutAPlaceForTheCard(string directory)
    {
        Sandbox.Environment["DAEMONIZE_CARDS"] = directory;
        var daemon = await Sandbox.StartAsync(App.Test, "silent");
        (await Sandbox.RunAsync(App.Test, "tick", "silent")).Succeeds();
        Assert.DoesNotContain("card", daemon.Log, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Sandbox.CardDirectory));
    }

    /// <summary>Whoever runs a daemon in the foreground is the one who decides whether it should run.</summary>
    [Fact]
    public async Task RunLeavesNoCard()
    {
        var run = await Sandbox.BeginRunAsync("wait");
        await Sandbox.Daemon("wait").TerminateAsync();
        await run.CompleteAsync();
        Assert.False(Directory.Exists(Sandbox.CardDirectory));
    }

    /// <summary>Root finds the daemons of root's commands in root's cards, whoever they run as.</summary>
    [Fact]
    public async Task RootWritesTheCardOfADaemonThatRunsAsAnother()
    {
        AllowOthers();
        (await Sandbox.RunAsync(App.Test, "start", "wait", "--user", "nobody")).Succeeds();
        var card = await CardAsync("wait");
        Assert.Equal(("nobody", 0), (Text(card, "user"), card.GetProperty("userId").GetInt32()));
        Assert.Equal("0\n", (await Sandbox.ExecuteAsync("/usr/bin/stat", "-c", "%u", CardFile("wait"))).Output);
        Assert.Equal("65534\t65534\t65534\t65534", Sandbox.Daemon("wait").Process.Status("Uid"));
    }

    /// <summary>A user's cards are in the state directory of the XDG specification.</summary>
    [Fact]
    public async Task UsersCardIsInTheStateDirectory()
    {
        AllowOthers();
        var state = Path.Combine(Sandbox.OutputDirectory, "state");
        Sandbox.Environment["DAEMONIZE_CARDS"] = null;
        Sandbox.Environment["XDG_STATE_HOME"] = state;
        (await Sandbox.ExecuteAsync(
            "/usr/bin/chown", $"{Nobody}", Sandbox.RuntimeDirectory, Sandbox.LogDirectory, Sandbox.OutputDirectory)).Succeeds();
        (await Sandbox.ExecuteAsync(
            Tools.Python, Tools.Script("launch.py"), "--uid", Nobody.ToString(CultureInfo.InvariantCulture), "--", App.Test.File, "start",
            "wait")).Succeeds();
        var directory = Path.Combine(state, "daemonize/daemons");
        await Wait.UntilAsync(
            () => Directory.Exists(directory) && Directory.GetFiles(directory, "*.json").Length == 1, "the card is there");
        Assert.Equal(Nobody, Parse(Directory.GetFiles(directory)[0]).GetProperty("userId").GetInt32());
    }

    private void AllowOthers()
    {
        Tools.RequireRoot();
        File.SetUnixFileMode(Sandbox.Root, File.GetUnixFileMode(Sandbox.Root) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    private string[] FindCards(string folder = "")
    {
        var directory = Path.Combine(Sandbox.CardDirectory, folder);
        return Directory.Exists(directory) ? Directory.GetFiles(directory) : [];
    }

    private string CardFile(string daemon) =>
        FindCards().Single(file => Path.GetFileName(file).StartsWith($"testapp.{daemon}.", StringComparison.Ordinal)
            && file.EndsWith(".json", StringComparison.Ordinal));

    /// <summary>Waits for the card, which is written after the start has returned.</summary>
    private async Task<JsonElement> CardAsync(string daemon)
    {
        await Wait.UntilAsync(
            () => FindCards().Any(static file => file.EndsWith(".json", StringComparison.Ordinal)), "the card is there");
        return Parse(CardFile(daemon));
    }

    private static JsonElement Parse(string file) => JsonDocument.Parse(File.ReadAllText(file)).RootElement;

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static string[] Texts(JsonElement json, string name) =>
        [.. json.GetProperty(name).EnumerateArray().Select(static text => text.GetString()!)];
}
