using System.Text;

namespace Daemonize.EndToEnd.Tests;

/// <summary>Parameters of the method as options: their sources, how they reach the daemon, and which values are refused.</summary>
public sealed class OptionTests : EndToEndTest
{
    [Fact]
    [Trait("Issue", "3")]
    public async Task EveryKindArrives()
    {
        Sandbox.WorkingDirectory = Sandbox.Create("here");
        (await Sandbox.RunAsync(
            App.Test, "start", "options", "-t", "two words", "--count=-7", "--ratio", "1e-3", "-l", "--volume", "VERY-loud", "--pause",
            "1m30s", "--since", "2026-01-31T12:00Z",
            "--address", "https://example.org/?q=a,b", "--input", "../a.txt", "--folder", "sub", "--id",
            "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "--host", "::1", "--limit", "255",
            "--tags", "a,b", "--tags", @"c\,d")).Succeeds();
        Assert.Equal(
            [
                $"two words|-7|0.001|True|VeryLoud|00:01:30|2026-01-31T12:00:00.0000000+00:00|https://example.org/?q=a,b|{Sandbox.Root}/a.txt|{Sandbox.Root}/here/sub|" +
                "3f2504e0-4f89-11d3-9a0c-0305e82c3301|::1|255|3:a;b;c,d|options",
            ],
            await Sandbox.OutputAsync("options"));
    }

    [Theory]
    [InlineData("start")]
    [InlineData("restart")]
    [InlineData("once")]
    [Trait("Issue", "3")]
    public async Task WhatIsNotGivenHasItsDefault(string verb)
    {
        (await Sandbox.RunAsync(App.Test, verb, "options")).ExitsWith(0);
        Assert.Equal(["untitled|3|0.5|False|Silent|00:00:00||||||||0:|options"], await Sandbox.OutputAsync("options"));
    }

    [Fact]
    [Trait("Issue", "3")]
    public async Task EnvironmentIsReadWhereTheCommandLineSaysNothing()
    {
        Sandbox.WorkingDirectory = Sandbox.Create("here");
        Sandbox.Environment["TESTAPP_TITLE"] = "by environment";
        Sandbox.Environment["TESTAPP_COUNT"] = "4";
        Sandbox.Environment["TESTAPP_LOUD"] = "yes";
        Sandbox.Environment["TESTAPP_INPUT"] = "data.txt";
        Sandbox.Environment["TESTAPP_TAGS"] = "x,y";
        Sandbox.Environment["TESTAPP_HOST"] = "";
        (await Sandbox.RunAsync(App.Test, "start", "options", "--count", "5", "--tags", "z")).Succeeds();
        Assert.Equal(
            [$"by environment|5|0.5|True|Silent|00:00:00|||{Sandbox.Root}/here/data.txt|||||1:z|options"],
            await Sandbox.OutputAsync("options"));
    }

    [Theory]
    [InlineData("--count takes a whole number from -2147483648 to 2147483647, not '3000000000'", "--count", "3000000000")]
    [InlineData("--limit takes a whole number from 0 to 255, not '-1'", "--limit", "-1")]
    [InlineData("--volume takes one of silent or very-loud, not 'loud'", "--volume", "loud")]
    [InlineData("--ratio takes a number, not '1,5'", "--ratio=1,5")]
    [InlineData("--since takes a date and time such as 2026-01-31T12:00+01:00, not 'tomorrow'", "--since", "tomorrow")]
    [InlineData("--address takes an address such as https://example.org/, not 'example.org'", "--address", "example.org")]
    [InlineData("--id takes a UUID, not '1'", "--id", "1")]
    [InlineData("--host takes a value of type IPAddress, not 'a?b'", "--host", "a\nb")]
    [InlineData("--loud takes true or false, not 'perhaps'", "--loud=perhaps")]
    [InlineData("start has no option '--cuont'; did you mean '--count'?", "--cuont", "1")]
    [InlineData(
        "--interval takes a number with a unit (ms, s, m, h, d), such as \"500ms\", \"10s\" or \"1h30m\", or hh:mm:ss; at most 10000d, or off, not 'soon'", "--interval", "soon")]
    [InlineData("--interval must be longer than zero: from 0.0001ms to 10000d", "--interval", "0s")]
    [InlineData("--umask takes an octal number from 000 to 777, not '888'", "--umask", "888")]
    [Trait("Issue", "3")]
    public async Task BadValueIsOneLineAndStartsNothing(string complaint, params string[] args)
    {
        var start = (await Sandbox.RunAsync(App.Test, ["start", "options", .. args])).FailsInOneLine(App.Test, 2);
        Assert.Equal($"testapp: {complaint}\n", start.Error);
        Assert.Empty(Sandbox.Snapshot());
        await Sandbox.WaitUntilEmptyAsync();
    }

    [Fact]
    [Trait("Issue", "3")]
    public async Task MissingOptionIsNamedWithItsVariable()
    {
        var start = (await Sandbox.RunAsync(App.Test, "start", "secretive")).FailsInOneLine(App.Test, 2);
        Assert.Equal("testapp: secretive needs --secret (or TESTAPP_SECRET): text\n", start.Error);
        Assert.Empty(Sandbox.Snapshot());
    }

    [Fact]
    [Trait("Issue", "3")]
    public async Task MistakeForOneDaemonStartsNoOther()
    {
        (await Sandbox.RunAsync(App.Test, "start", "wait", "secretive")).FailsInOneLine(App.Test, 2);
        Assert.Empty(Sandbox.Snapshot());
        await Sandbox.WaitUntilEmptyAsync();
    }

    /// <summary>
    /// The daemon outputs only the length of the value; the text is only in its environment, which only its owner can read.
    /// </summary>
    [Fact]
    [Trait("Issue", "3")]
    public async Task SecretOfTheEnvironmentIsNowhereElse()
    {
        const string secret = "correct-horse-battery";
        Sandbox.Environment["TESTAPP_SECRET"] = secret;
        var daemon = await Sandbox.StartAsync(App.Test, "secretive");
        Assert.Equal([$"{secret.Length}"], await Sandbox.OutputAsync("options"));
        Sandbox.Environment["TESTAPP_SECRET"] = null;
        var told = new StringBuilder();
        foreach (var verb in (string[])["status", "restart", "status", "logs"])
        {
            var result = (await Sandbox.RunAsync(App.Test, verb, "secretive")).ExitsWith(0);
            told.Append(result.Output).Append(result.Error);
        }

        var process = daemon.Process;
        told.AppendJoin(' ', process.CommandLine).Append(daemon.Log);
        // Both runs have written what they write when they are ready.
        await Wait.ForHistoryAsync(
            daemon, static history => history.Records.Count(static record => record.Kind == RecordView.OfReady) == 2);
        foreach (var file in Directory.EnumerateFiles(Sandbox.Root, "*", SearchOption.AllDirectories))
        {
            told.Append(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        }

        Assert.DoesNotContain(secret, told.ToString(), StringComparison.Ordinal);
        Assert.True(process.HasVariable($"TESTAPP_SECRET={secret}"));
        Assert.Equal(["21", "21"], await Sandbox.OutputAsync("options", count: 2));
    }

    [Fact]
    [Trait("Issue", "3")]
    public async Task RestartKeepsWhatTheDaemonWasStartedWith()
    {
        Sandbox.Environment["TESTAPP_VOLUME"] = "very-loud";
        Sandbox.WorkingDirectory = Sandbox.Create("here");
        (await Sandbox.RunAsync(
            App.Test, "start", "options", "--title", "kept", "--count", "1", "--input", "a", "--interval", "30m", "--no-loud")).Succeeds();

        Sandbox.Environment["TESTAPP_VOLUME"] = null;
        Sandbox.Environment["TESTAPP_TITLE"] = "of the environment";
        Sandbox.WorkingDirectory = "/";
        (await Sandbox.RunAsync(App.Test, "restart", "options")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "restart", "options", "--count", "2")).Succeeds();
        (await Sandbox.RunAsync(App.Test, "try-restart", "options", "--title", "new")).Succeeds();
        Assert.Equal(
            [
                $"kept|1|0.5|False|VeryLoud|00:00:00|||{Sandbox.Root}/here/a|||||0:|options",
                $"kept|1|0.5|False|VeryLoud|00:00:00|||{Sandbox.Root}/here/a|||||0:|options",
                $"kept|2|0.5|False|VeryLoud|00:00:00|||{Sandbox.Root}/here/a|||||0:|options",
                $"new|2|0.5|False|VeryLoud|00:00:00|||{Sandbox.Root}/here/a|||||0:|options",
            ],
            await Sandbox.OutputAsync("options", count: 4));
        Assert.Contains("--interval=30m", Sandbox.Daemon("options").Process.CommandLine);

        // A start changes no options: it reports those of the running daemon.
        var start = (await Sandbox.RunAsync(App.Test, "start", "options", "--count", "9")).Succeeds();
        Assert.EndsWith("; restart it for other options\n", start.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Issue", "3")]
    public async Task MistakenRestartLeavesTheOldOneRunning()
    {
        (await Sandbox.RunAsync(App.Test, "start", "options")).Succeeds();
        var pid = Sandbox.Daemon("options").Process.Pid;
        (await Sandbox.RunAsync(App.Test, "restart", "options", "--count", "many")).FailsInOneLine(App.Test, 2);
        Assert.Equal(pid, Sandbox.Daemon("options").Process.Pid);
    }

    [Fact]
    [Trait("Issue", "3")]
    public async Task SettingsAreOptionsAndVariables()
    {
        Sandbox.WorkingDirectory = Sandbox.Create("here");
        Sandbox.Environment["DAEMONIZE_TESTAPP_UMASK"] = "077";
        Sandbox.Environment["DAEMONIZE_TESTAPP_WAIT_LOG_FILE"] = "other.log";
        (await Sandbox.RunAsync(
            App.Test, "start", "wait", "--pid-file", "mine.pid", "--working-directory", "../run", "--stop-timeout", "2s")).Succeeds();
        var daemon = new DaemonFiles($"{Sandbox.WorkingDirectory}/mine.pid", $"{Sandbox.LogDirectory}/other.log");
        Assert.Equal(Sandbox.RuntimeDirectory, daemon.Process.CurrentDirectory);
        Assert.Equal("0077", daemon.Process.Status("Umask"));
        await Wait.ForFileAsync(daemon.LogFile);

        // The same name in another directory is another daemon.
        (await Sandbox.RunAsync(App.Test, "status", "wait")).ExitsWith(3);
        (await Sandbox.RunAsync(App.Test, "status", "wait", "--pid-file", daemon.PidFile)).ExitsWith(0);
        (await Sandbox.RunAsync(App.Test, "stop", "wait", "--pid-file", "./mine.pid")).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }

    [Fact]
    [Trait("Issue", "3")]
    public async Task StopWaitsAsLongAsTheDaemonWasGiven()
    {
        (await Sandbox.RunAsync(App.Test, "start", "deaf", "--stop-timeout", "300ms")).Succeeds();
        await Sandbox.Daemon("deaf").HasBegunAsync();
        Assert.Contains(
            "within 300ms (StopTimeout)", (await Sandbox.RunAsync(App.Test, "stop", "deaf")).ExitsWith(1).Error, StringComparison.Ordinal);

        (await Sandbox.RunAsync(App.Test, "start", "deaf")).Succeeds();
        await Wait.UntilAsync(() => Sandbox.Daemon("deaf").Log.Split("begun").Length == 3, "the second one has begun");
        Assert.Contains(
            "within 200ms (StopTimeout)", (await Sandbox.RunAsync(App.Test, "stop", "deaf", "--stop-timeout=200ms")).ExitsWith(1).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Issue", "3")]
    public async Task MistakenVariableDoesNotKeepADaemonFromStopping()
    {
        await Sandbox.StartAsync(App.Test, "wait");
        Sandbox.Environment["DAEMONIZE_TESTAPP_INTERVAL"] = "soon";
        Sandbox.Environment["DAEMONIZE_TESTAPP_START_TIMEOUT"] = "soon";
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();
    }
}
