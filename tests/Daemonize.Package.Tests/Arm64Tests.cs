using System.Diagnostics;
using System.Globalization;
using Daemonize.Package.Tests.Infrastructure;

namespace Daemonize.Package.Tests;

/// <summary>
/// A NativeAOT program for arm64, compiled on this machine and run under qemu-user. Its system calls are the kernel's own, with the numbers
/// and layouts of arm64. The emulator also shows what a container of another architecture does to a daemon: other processes see the
/// emulator as its program, and /proc/self is partly emulated.
/// </summary>
public sealed class Arm64Tests(Arm64Tests.Published published) : IClassFixture<Arm64Tests.Published>
{
    private const string Program = """
        using Daemonize;
        using Microsoft.Extensions.Logging;

        internal static class Clock
        {
            /// <summary>Logs at every tick.</summary>
            /// <param name="word">The word that it logs; "fail" makes the tick fail.</param>
            [Daemon(Interval = "100ms")]
            internal static void Tick(DaemonContext daemon, ILogger logger, string word = "tick")
            {
                logger.LogInformation("{Word} {Tick}", word, daemon.TickNumber);
                if (word == "fail")
                {
                    throw new InvalidOperationException("the word is fail");
                }
            }
        }
        """;

    [Fact]
    public async Task LifeCycle()
    {
        using var sandbox = await published.NewSandboxAsync();
        await sandbox.LiveAsync("tick", "tick.pid", static log => log.Contains("tick: tick 3\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReloadReopensTheLogAndRestartKeepsTheOptions()
    {
        using var sandbox = await published.NewSandboxAsync();
        var log = Path.Combine(sandbox.LogFolder, "tick.log");
        (await sandbox.CallAsync("start", "--word", "hello")).Succeeds();
        await sandbox.WaitForLogAsync("tick", HasTicked);
        var first = sandbox.ReadPid("tick.pid");

        File.Move(log, log + ".1");
        Assert.Equal($"tick reloaded (pid {first}); it has reopened its log\n", (await sandbox.CallAsync("reload")).Succeeds().Output);
        await sandbox.WaitForLogAsync("tick", HasTicked);

        var restart = (await sandbox.CallAsync("restart")).Succeeds();
        var second = sandbox.ReadPid("tick.pid");
        Assert.Equal($"tick stopped (pid {first})\ntick started (pid {second})\n", restart.Output);
        File.Delete(log);
        (await sandbox.CallAsync("reload")).Succeeds();
        await sandbox.WaitForLogAsync("tick", HasTicked);

        Assert.Matches("^[^\n]+ tick: hello [0-9]+\n$", (await sandbox.CallAsync("logs", "-n", "1")).Succeeds().Output);
        Assert.Equal($"tick stopped (pid {second})\n", (await sandbox.CallAsync("stop")).Succeeds().Output);

        static bool HasTicked(string log) => log.Contains("tick: hello ", StringComparison.Ordinal);
    }

    /// <summary>The record in the lock file has the start time that every process sees, not the emulator's, which is later.</summary>
    [Fact]
    public async Task WatcherStartsAKilledDaemonAgain()
    {
        using var sandbox = await published.NewSandboxAsync();
        (await sandbox.CallAsync("start", "--restart", "always", "--restart-delay", "1ms")).Succeeds();
        var first = sandbox.ReadPid("tick.pid");
        Kill(first);

        var statusFile = Path.Combine(sandbox.RunFolder, "tick.status");
        await Wait.ForFileAsync(statusFile, static text => text.Contains("\"restarts\":1", StringComparison.Ordinal));
        var second = sandbox.ReadPid("tick.pid");
        Assert.NotEqual(first, second);
        var record = TextFile.TryRead(Path.Combine(sandbox.RunFolder, "tick.pid.lock"));
        Assert.StartsWith($"{second} {StartTimeOf(second)} ", record, StringComparison.Ordinal);
        Assert.Matches($@"^tick  running  pid {second} .* 1 restart ", (await sandbox.CallAsync("status")).Succeeds().Output);
        Assert.Equal($"tick stopped (pid {second})\n", (await sandbox.CallAsync("stop")).Succeeds().Output);
    }

    [Fact]
    public async Task ExitCodesAreTheSame()
    {
        using var sandbox = await published.NewSandboxAsync();

        Assert.Equal(0, (await sandbox.CallAsync("once")).ExitCode);
        Assert.Equal(1, (await sandbox.CallAsync("once", "--word", "fail")).ExitCode);
        Assert.Equal(
            new ToolResult(2, "", "app: start has no option '--wrod'; did you mean '--word'?\n"),
            await sandbox.CallAsync("start", "--wrod", "x"));

        (await sandbox.CallAsync("start")).Succeeds();
        var pid = sandbox.ReadPid("tick.pid");
        Kill(pid);
        Assert.Equal(1, (await sandbox.CallAsync("status")).ExitCode);
        Assert.Equal(
            $"tick is not running; {sandbox.RunFolder}/tick.pid names process {pid}; removed\n",
            (await sandbox.CallAsync("stop")).Succeeds().Output);
        Assert.Equal(3, (await sandbox.CallAsync("status")).ExitCode);
    }

    /// <summary>The path in a unit is the one that was called, so a link to the current release stays one.</summary>
    [Fact]
    public async Task UnitHasThePathAsItWasCalled()
    {
        var link = Path.Combine(Path.GetDirectoryName(await published.Value)!, "current");
        File.CreateSymbolicLink(link, await published.Value);
        using var sandbox = await published.NewSandboxAsync(link);

        var unit = (await sandbox.CallAsync("unit", "systemd")).Succeeds().Output;
        Assert.Contains($"\nExecStart={link} run tick\n", unit, StringComparison.Ordinal);
    }

    private static void Kill(int pid)
    {
        using var daemon = Process.GetProcessById(pid);
        daemon.Kill();
        daemon.WaitForExit();
    }

    /// <summary>Reads field 22 of the process's stat line (proc_pid_stat(5)).</summary>
    private static long StartTimeOf(int pid) =>
        long.Parse(File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1].Split(' ')[19], CultureInfo.InvariantCulture);

    /// <summary>The program, published once, and the machine that runs it.</summary>
    public sealed class Published(TestPackage package) : IAsyncDisposable
    {
        private readonly Lazy<Task<string>> _program = new(() => PublishAsync(package));
        private readonly Lazy<Task<Arm64Machine>> _machine =
            new(() => Arm64Machine.StartAsync(Path.Combine(package.Folder, "arm64-binfmt")));

        /// <summary>The path of the program.</summary>
        internal Task<string> Value => _program.Value;

        internal async Task<Sandbox> NewSandboxAsync(string? path = null) => new((await _machine.Value).Program(path ?? await Value));

        public async ValueTask DisposeAsync()
        {
            if (_machine.IsValueCreated)
            {
                await (await _machine.Value).DisposeAsync();
            }
        }

        /// <summary>Debian has no ICU for a foreign architecture, so the program does without cultures.</summary>
        private static async Task<string> PublishAsync(TestPackage package)
        {
            var app = await Consumer.CreateAsync(package, "arm64", Program);
            BuildOutput.AssertHasNoWarning(await app.PublishForAsync(
                "linux-arm64", "-p:PublishAot=true", "-p:InvariantGlobalization=true", "-p:ObjCopyName=aarch64-linux-gnu-objcopy"));
            return app.Apphost.FileName;
        }
    }
}
