using System.Diagnostics;

namespace Daemonize.Supervision.Tests;

/// <summary>The output of <c>unit logrotate</c> and <c>unit tmpfiles</c>, for daemons that were started with <c>start</c>.</summary>
public sealed class LogFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("daemonize logs[%]-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task LogrotateMovesTheLogAndTheDaemonOpensItAnew()
    {
        Tools.RequireRoot();
        var log = Path.Combine(_directory, "serve.log");
        var settings = Path.Combine(_directory, "serve.conf");
        await File.WriteAllTextAsync(
            settings,
            (await RunAsync(
                App.Service.File, "unit", "logrotate", "serve", "--log-file", log, "--log-backups", "3",
                "--log-compress")).Succeeds().Output,
            TestContext.Current.CancellationToken);
        (await RunAsync(App.Service.File, "start", "serve", "--log-file", log)).Succeeds();
        try
        {
            await Wait.UntilAsync(() => File.ReadAllText(log).Contains("at work", StringComparison.Ordinal), "it has logged");
            (await RunAsync("/usr/sbin/logrotate", "--force", "--state", Path.Combine(_directory, "state"), settings)).Succeeds();
            Assert.Contains(
                "at work",
                await File.ReadAllTextAsync(Directory.GetFiles(_directory, "serve.log-*").Single(), TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
            Assert.True(File.Exists(log));
            Assert.Equal(
                "reloaded\n", await File.ReadAllTextAsync(Path.Combine(_directory, "reloaded"), TestContext.Current.CancellationToken));
        }
        finally
        {
            (await RunAsync(App.Service.File, "stop", "serve")).Succeeds();
        }

        // Without a daemon there is no log to reopen, and no error.
        await File.AppendAllTextAsync(log, "more\n", TestContext.Current.CancellationToken);
        (await RunAsync("/usr/sbin/logrotate", "--force", "--state", Path.Combine(_directory, "state"), settings)).Succeeds();
    }

    [Fact]
    public async Task LogrotateReadsTheStanzasOfAll()
    {
        var settings = Path.Combine(_directory, "all.conf");
        await File.WriteAllTextAsync(
            settings, (await RunAsync(App.Service.File, "unit", "logrotate")).Succeeds().Output, TestContext.Current.CancellationToken);
        var said = (await RunAsync("/usr/sbin/logrotate", "--debug", "--state", Path.Combine(_directory, "state"), settings)).ExitsWith(0);
        Assert.DoesNotContain("error", said.Output + said.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Handling 5 logs", said.Error, StringComparison.Ordinal);
        Assert.Contains("share.2.log", said.Error, StringComparison.Ordinal);
        Assert.Contains(
            "copytruncate", (await RunAsync(App.Service.File, "unit", "logrotate", "serve", "--root-directory", "/srv")).Succeeds().Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task TmpfilesMakeTheRuntimeDirectory()
    {
        Tools.RequireRoot();
        var settings = Path.Combine(_directory, "serviceapp.conf");
        var printed = (await RunAsync(App.Service.File, "unit", "tmpfiles", "serve")).Succeeds().Output
            + (await RunAsync(
                App.Service.File, "unit", "tmpfiles", "serve", "--pid-file", "/run/a b%/x.pid", "--group", "daemon")).Succeeds().Output;
        await File.WriteAllTextAsync(settings, printed, TestContext.Current.CancellationToken);
        foreach (var file in new[] { "passwd", "group" })
        {
            Directory.CreateDirectory(Path.Combine(_directory, "root/etc"));
            File.Copy("/etc/" + file, Path.Combine(_directory, "root/etc", file));
        }

        (await RunAsync("systemd-tmpfiles", "--create", $"--root={Path.Combine(_directory, "root")}", settings)).ExitsWith(0);
        foreach (var made in new[] { "root/run/serviceapp-serve", "root/run/a b%" })
        {
            Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(Path.Combine(_directory, made)));
        }
    }

    private Task<CommandResult> RunAsync(string file, params string[] args) => new RunningCommand(new ProcessStartInfo(file, args)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["RUNTIME_DIRECTORY"] = _directory, ["SERVICEAPP_OUTPUT"] = _directory },
    }).CompleteAsync();
}
