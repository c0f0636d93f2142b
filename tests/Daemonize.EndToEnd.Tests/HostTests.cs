using System.Text.RegularExpressions;

namespace Daemonize.EndToEnd.Tests;

/// <summary>Hosts of Microsoft.Extensions.Hosting and ASP.NET Core that run as daemons with Daemonize.Hosting.</summary>
[Trait("Issue", "6")]
public sealed class HostTests : EndToEndTest
{
    /// <summary>A host that watches "/" has tens of thousands of watches.</summary>
    private const int FewWatches = 100;

    private string Output => Path.Combine(Sandbox.OutputDirectory, "host");

    private string Socket => Path.Combine(Sandbox.Root, "socket");

    [Theory]
    [InlineData("worker")]
    [InlineData("classic")]
    public async Task WorkerLives(string name)
    {
        var daemon = await StartAsync(name);
        var told = await Wait.ForFileAsync(Output, static text => text.Length > 0);
        var lines = told.Split('\n');
        Assert.Equal($"{App.Host.Folder}/ from appsettings.json", lines[0]);
        Assert.DoesNotContain(lines, static line => line.StartsWith("DOTNET_CONTENTROOT", StringComparison.Ordinal));
        Assert.Equal("/", daemon.Process.CurrentDirectory);
        Assert.InRange(Watches(daemon.Pid), 1, FewWatches);
        await StopAsync(name);
    }

    /// <summary>Log levels come from the daemon's log, filters from appsettings.json, and nothing is written twice.</summary>
    [Fact]
    public async Task HostLogsToTheLog()
    {
        var daemon = await StartAsync("worker");
        await Wait.ForFileAsync(Output, static text => text.Length > 0);
        await StopAsync("worker");
        var talk =
            daemon.Log.Split('\n').Where(static line => line.Contains("HostApp.", StringComparison.Ordinal))
                .Select(static line => line[25..]);
        Assert.Equal(
            [
                "debug HostApp.Talk: in detail",
                "info  HostApp.Talk: worker at work",
                "warn  HostApp.Talk: a warning",
                "error HostApp.Talk: an error",
                "crit  HostApp.Talk: the worst",
            ],
            talk);
        Assert.Contains("\n    System.InvalidOperationException: the cause\n", daemon.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("not to be seen", daemon.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Ctrl+C", daemon.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("info: ", daemon.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WebApplicationAnswersWhenStartReturns()
    {
        Sandbox.Environment["HOSTAPP_SOCKET"] = Socket;
        var daemon = await StartAsync("web");
        using var client = UnixHttp.Connect(Socket);
        Assert.Equal($"{App.Host.Folder}/ from appsettings.json", await client.GetStringAsync("", TestContext.Current.CancellationToken));
        Assert.InRange(Watches(daemon.Pid), 1, FewWatches);
        Assert.Contains("\n", (await Sandbox.RunAsync(App.Host, "restart", "web")).Succeeds().Output, StringComparison.Ordinal);
        Assert.Equal($"{App.Host.Folder}/ from appsettings.json", await client.GetStringAsync("", TestContext.Current.CancellationToken));
        await StopAsync("web");
    }

    /// <summary>A content root that the user sets takes precedence.</summary>
    [Fact]
    public async Task ContentRootOfTheUserCounts()
    {
        var root = Sandbox.Create("root");
        await File.WriteAllTextAsync(
            Path.Combine(root, "appsettings.json"), """{ "Greeting": "from another" }""", TestContext.Current.CancellationToken);
        Sandbox.Environment["DOTNET_CONTENTROOT"] = root;
        await StartAsync("worker");
        Assert.StartsWith(
            $"{root} from another\n", await Wait.ForFileAsync(Output, static text => text.Length > 0), StringComparison.Ordinal);
        await StopAsync("worker");
    }

    [Fact]
    public async Task StartWaitsForTheHost()
    {
        Sandbox.Environment["HOSTAPP_OUTPUT"] = Output;
        var start = Sandbox.Begin(App.Host.File, "start", "slow");
        var daemon = Sandbox.Daemon("slow");
        await Wait.ForFileAsync(daemon.LogFile, static log => log.Contains("waits", StringComparison.Ordinal));
        Assert.False(start.HasEnded);
        Assert.False(daemon.IsRunning);
        await File.WriteAllTextAsync(Output, "now", TestContext.Current.CancellationToken);
        (await start.CompleteAsync()).Succeeds();
        Assert.True(daemon.IsRunning);
        await StopAsync("slow");
    }

    [Fact]
    public async Task HostThatCannotStartFailsTheStart()
    {
        var start = (await Sandbox.RunAsync(App.Host, "start", "broken")).ExitsWith(1);
        Assert.Contains("there is no database", start.Error, StringComparison.Ordinal);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon("broken"));
    }

    [Fact]
    public async Task HostWithoutUseDaemonizeFailsTheStart()
    {
        var start = (await Sandbox.RunAsync(App.Host, "start", "unprepared")).ExitsWith(1);
        Assert.Contains("call builder.UseDaemonize(daemon) before Build()", start.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "stopped")]
    [InlineData("7", "stopped with exit code 7")]
    public async Task HostThatStopsByItselfEndsTheDaemon(string exitCode, string ending)
    {
        var daemon = await StartAsync("quitter");
        await File.WriteAllTextAsync(Output, exitCode, TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => !daemon.IsLocked, "the daemon has ended");
        await Sandbox.AssertNothingIsLeftAsync(daemon);
        Assert.EndsWith($" {ending}\n", daemon.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailedWorkerIsACrash()
    {
        var daemon = await StartAsync("crasher");
        await File.WriteAllTextAsync(Output, "1", TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => !daemon.IsLocked, "the daemon has ended");
        Assert.EndsWith(" stopped with exit code 1\n", daemon.Log, StringComparison.Ordinal);
        Assert.Contains("the worker has failed", daemon.Log, StringComparison.Ordinal);
    }

    /// <summary>The host gives up shortly before <c>stop</c> would send SIGKILL.</summary>
    [Fact]
    public async Task WorkerThatDoesNotStopIsToldOf()
    {
        var daemon = await StartAsync("stubborn");
        var pid = daemon.Pid;
        var stop = await Sandbox.RunAsync(App.Host, "stop", "stubborn");
        Assert.Equal($"stubborn stopped (pid {pid})\n", stop.Succeeds().Output);
        Assert.InRange(stop.Duration, TimeSpan.FromSeconds(18), TimeSpan.FromSeconds(60));
        Assert.Contains("StubbornWorker did not stop within StopTimeout", daemon.Log, StringComparison.Ordinal);
        Assert.EndsWith(" stopped with exit code 1\n", daemon.Log, StringComparison.Ordinal);
    }

    /// <summary>In the foreground, the log goes to standard error, and the daemon handles Ctrl+C.</summary>
    [Fact]
    public async Task RunWritesToTheTerminal()
    {
        Sandbox.Environment["HOSTAPP_OUTPUT"] = Output;
        var run = Sandbox.Begin(App.Host.File, "run", "worker");
        await Wait.ForFileAsync(Output, static text => text.Length > 0);
        await Sandbox.Daemon("worker").TerminateAsync();
        var result = await run.CompleteAsync();
        Assert.Matches(new Regex("info  HostApp.Talk: worker at work\n"), result.Error);
        Assert.Empty(result.Output);
    }

    private static int Watches(int pid) => Directory.GetFiles($"/proc/{pid}/fdinfo").Sum(static file =>
    {
        try
        {
            return File.ReadLines(file).Count(static line => line.StartsWith("inotify wd:", StringComparison.Ordinal));
        }
        catch (FileNotFoundException)
        {
            // The connection was closed in the meantime.
            return 0;
        }
    });

    private Task<DaemonFiles> StartAsync(string name)
    {
        Sandbox.Environment["HOSTAPP_OUTPUT"] = Output;
        return Sandbox.StartAsync(App.Host, name);
    }

    private async Task StopAsync(string name)
    {
        var pid = Sandbox.Daemon(name).Pid;
        Assert.Equal($"{name} stopped (pid {pid})\n", (await Sandbox.RunAsync(App.Host, "stop", name)).Succeeds().Output);
        await Sandbox.AssertNothingIsLeftAsync(Sandbox.Daemon(name));
        Assert.EndsWith(" stopped\n", Sandbox.Daemon(name).Log, StringComparison.Ordinal);
    }
}
