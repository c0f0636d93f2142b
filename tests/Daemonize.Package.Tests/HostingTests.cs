using System.Diagnostics;
using System.Globalization;
using Daemonize.Package.Tests.Infrastructure;

namespace Daemonize.Package.Tests;

/// <summary>The package in a new project, with every hosting model: the build has no warnings, and the verbs work.</summary>
public sealed class HostingTests(TestPackage package, HostingTests.BuiltApp built) : IClassFixture<HostingTests.BuiltApp>
{
    private static readonly string Image = $"runtimes/{Tool.RuntimeIdentifier}/lib/net10.0/Daemonize.Runtime.dll";

    [Fact]
    public async Task Apphost() => await LiveAsync(new Sandbox((await built.Value).Apphost));

    /// <summary>Called with a path relative to the caller's directory, which the daemon does not keep.</summary>
    [Fact]
    public async Task DotnetWithTheDll()
    {
        var app = await built.Value;
        await LiveAsync(new Sandbox(new("dotnet", ["bin/app/App.dll"]) { WorkingDirectory = app.Folder }));
    }

    [Fact]
    public async Task DotnetRun()
    {
        var app = await built.Value;
        await LiveAsync(new Sandbox(Tool.Dotnet(app.Folder, "run", "--")));
    }

    [Fact]
    public async Task SingleFile()
    {
        var app = await CreateAsync("single-file");
        await PublishAsync(app, "-p:PublishSingleFile=true", "--self-contained", "false");
        Assert.Equal(["App"], Files(app));
        await ContainsTheImageOfThisPlatformAsync(app);
        await LiveAsync(new Sandbox(app.Apphost));
    }

    [Fact]
    public async Task SelfContainedSingleFile()
    {
        var app = await CreateAsync("self-contained");
        await PublishAsync(app, "-p:PublishSingleFile=true", "--self-contained", "true");
        Assert.Equal(["App"], Files(app));
        await ContainsTheImageOfThisPlatformAsync(app);
        await LiveAsync(new Sandbox(app.Apphost));
    }

    [Fact]
    public async Task NativeAot()
    {
        var app = await CreateAsync("native-aot");
        await PublishAsync(app, "-p:PublishAot=true");
        Assert.Equal(["App"], Files(app));
        await WasCompiledFromTheImageOfThisPlatformAsync(app);
        await LiveAsync(new Sandbox(app.Apphost));
        await LoadNoCultureAsync(app.Apphost);
        await CrashAsync(new Sandbox(app.Apphost), crashes: 1000);
    }

    /// <summary>
    /// After chroot(2) nothing is available: no runtime, no C library, no /proc. The program starts outside, the log and the pid file stay
    /// there, and the daemon drops root inside.
    /// </summary>
    [Fact]
    public async Task NativeAotInARootDirectory()
    {
        RequiresRoot.Check();
        var app = await CreateAsync("root-directory");
        await PublishAsync(app, "-p:PublishAot=true");
        using var sandbox = new Sandbox(app.Apphost);
        var root = Directory.CreateDirectory(Path.Combine(sandbox.OutputFolder, "jail", "inside")).Parent!.FullName;

        foreach (var option in (string[])["--log-max-size=1MB", "--log-file=syslog", "--error-file=syslog"])
        {
            var refused = await sandbox.CallAsync("start", "--root-directory", root, option);
            Assert.Equal(
                (2, $"app: cannot start tick in {root} (RootDirectory) with LogMaxSize or syslog: the log's path is outside; have " +
                    "logrotate's copytruncate rotate it\n"),
                (refused.ExitCode, refused.Error));
        }

        var start =
            await sandbox.CallAsync(
                "start", "--root-directory", root, "--working-directory", "/inside", "--user", "65534", "--group", "65533", "--max-memory",
                "300MB");
        Assert.True(start.ExitCode == 0, start.ToString());
        var pid =
            (await File.ReadAllTextAsync(Path.Combine(sandbox.RunFolder, "tick.pid"), TestContext.Current.CancellationToken)).TrimEnd();
        Assert.Equal(
            (root, root + "/inside"),
            (new DirectoryInfo($"/proc/{pid}/root").LinkTarget, new DirectoryInfo($"/proc/{pid}/cwd").LinkTarget));
        var status = await File.ReadAllLinesAsync($"/proc/{pid}/status", TestContext.Current.CancellationToken);
        Assert.Equal<string>(
            ["Uid:\t65534\t65534\t65534\t65534", "Gid:\t65533\t65533\t65533\t65533", "CapEff:\t0000000000000000"],
            status.Where(
                static line =>
                    line.StartsWith("Uid:", StringComparison.Ordinal) || line.StartsWith("Gid:", StringComparison.Ordinal)
                        || line.StartsWith("CapEff:", StringComparison.Ordinal)));
        foreach (var descriptor in new DirectoryInfo($"/proc/{pid}/fd").EnumerateFileSystemInfos())
        {
            // Through a directory that is open outside, the daemon could escape.
            Assert.False(Directory.Exists(descriptor.FullName), $"{descriptor.LinkTarget} is open as {descriptor.Name}");
        }

        await sandbox.WaitForLogAsync("tick", HasTicked);

        // Opened outside before chroot(2), and written from inside.
        var history = Path.Combine(sandbox.RunFolder, "tick.history");
        await Wait.UntilAsync(
            () => HistoryView.TryRead(history)?.Pulse is { LastTick: > 0 } pulse
                && pulse.Pid == int.Parse(pid, CultureInfo.InvariantCulture), "the history has a tick");
        Assert.Matches(@"^tick  running  pid \d+  up .* ticks?, 0 failed", (await sandbox.CallAsync("status")).Output);
        Assert.Equal($"tick stopped (pid {pid})\n", (await sandbox.CallAsync("stop")).Output);
        Assert.Equal(
            ["tick.history", "tick.pid.lock", "tick.status"],
            Directory.GetFiles(sandbox.RunFolder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        var ended = HistoryView.Read(history);
        Assert.Equal((0, RecordView.OfEnd), (ended.Torn, ended.Records[^1].Kind));
        Assert.True(ended.Pulse!.Ticks > 0);
        Assert.Equal(ended.Pulse.Ticks, ended.Hours.Sum(static hour => hour.Ticks));
        Assert.Equal(["inside"], Directory.GetFileSystemEntries(root).Select(file => Path.GetFileName(file)));

        // Also with options that keep the caller's directory, which is outside.
        var once =
            await sandbox.CallAsync(
                "once", "--root-directory", root, "--working-directory", "/inside", "--user", "65534", "--group", "65533");
        Assert.True(once.ExitCode == 0, once.ToString());
        once =
            await sandbox.CallAsync(
                "once", "--root-directory", root, "--working-directory", "/missing", "--user", "65534", "--group", "65533");
        Assert.Equal((1, "app: cannot enter the working directory /missing: no such file or directory\n"), (once.ExitCode, once.Error));
    }

    private Task<Consumer> CreateAsync(string folder) => Consumer.CreateAsync(package, folder, Consumer.Ticking);

    private static async Task PublishAsync(Consumer app, params string[] arguments) =>
        BuildOutput.AssertHasNoWarning(await app.PublishAsync(arguments));

    private static async Task LiveAsync(Sandbox sandbox)
    {
        using (sandbox)
        {
            await sandbox.LiveAsync("tick", "tick.pid", HasTicked);
        }
    }

    private async Task ContainsTheImageOfThisPlatformAsync(Consumer app)
    {
        var program = await File.ReadAllBytesAsync(app.Apphost.FileName, TestContext.Current.CancellationToken);
        var image = await package.ReadAsync(Image);
        Assert.True(program.AsSpan().IndexOf(image) > 0, "the program does not contain the assembly");
    }

    /// <summary>The AOT compiler reads the IL of the assembly, and binds the C library at link time.</summary>
    private static async Task WasCompiledFromTheImageOfThisPlatformAsync(Consumer app)
    {
        var arguments = Assert.Single(Directory.GetFiles(Path.Combine(app.Folder, "obj"), "App.ilc.rsp", SearchOption.AllDirectories));
        var lines = await File.ReadAllLinesAsync(arguments, TestContext.Current.CancellationToken);
        var input = Assert.Single(lines, static line => line.EndsWith("/Daemonize.Runtime.dll", StringComparison.Ordinal));
        Assert.EndsWith(Image, input, StringComparison.Ordinal);
        Assert.Contains("--directpinvoke:libc", lines);
    }

    /// <summary>
    /// Verbs do not load the culture data of the system (ICU), a third of their time. The runtime aborts when it is about to load a version
    /// that no machine has.
    /// </summary>
    private static async Task LoadNoCultureAsync(ProcessStartInfo program)
    {
        program.Environment["DOTNET_SYSTEM_GLOBALIZATION_APPLOCALICU"] = "99.9";
        using var sandbox = new Sandbox(program);
        Assert.Equal(new ToolResult(3, "tick  stopped\n", ""), await sandbox.CallAsync("status"));
        Assert.Equal(new ToolResult(0, "tick is not running\n", ""), await sandbox.CallAsync("stop"));
    }

    private static bool HasTicked(string log) => log.Contains("tick: tick 3\n", StringComparison.Ordinal);

    /// <summary>
    /// The watcher of a daemon that crashes repeatedly uses less than 4 MiB, and no more at the end than at the beginning.
    /// </summary>
    private static async Task CrashAsync(Sandbox sandbox, int crashes)
    {
        using (sandbox)
        {
            var start =
                await sandbox.CallAsync(
                    "start", "--restart", "on-failure", "--restart-delay", "1ms", "--max-restart-delay", "1ms", "--max-restarts", "0");
            Assert.True(start.ExitCode == 0, start.ToString());
            var watcher = ParentOf(ReadPid(sandbox));
            try
            {
                await CrashAsync(sandbox, watcher, crashes);

                // Until the first status file, only the fact that the daemon runs is known.
                await Wait.ForFileAsync(
                    Path.Combine(sandbox.RunFolder, "tick.status"),
                    text => text.Contains($"\"restarts\":{crashes}", StringComparison.Ordinal));
                Assert.Contains($"{crashes} restarts", (await sandbox.CallAsync("status")).Output, StringComparison.Ordinal);
            }
            finally
            {
                // Stops the daemon whatever went wrong: it would run forever.
                Assert.Matches("^tick (stopped|is not started again)", (await sandbox.CallAsync("stop")).Output);
            }

            await Wait.UntilAsync(() => !Sandbox.IsAlive(watcher), "the watcher has ended");
        }
    }

    private static async Task CrashAsync(Sandbox sandbox, int watcher, int crashes)
    {
        var (first, last, pid) = (0L, 0L, 0);
        for (var crash = 0; crash <= crashes; crash++)
        {
            await Wait.UntilAsync(() => IsAnotherReady(sandbox, pid), "another daemon is ready");
            pid = ReadPid(sandbox);
            Assert.Equal(watcher, ParentOf(pid));
            last = OwnMemoryOf(watcher);
            first = crash == 10 ? last : first;
            if (crash < crashes)
            {
                using var daemon = Process.GetProcessById(pid);
                daemon.Kill();
            }
        }

        Assert.True(last < 4 << 20, $"the watcher has {last} private bytes in memory");
        Assert.True(last < first + (256 << 10), $"the watcher has grown from {first} to {last} bytes");
    }

    /// <summary>Whether a daemon other than the previous one is ready and has written its pid file.</summary>
    private static bool IsAnotherReady(Sandbox sandbox, int before)
    {
        var record = File.ReadAllText(Path.Combine(sandbox.RunFolder, "tick.pid.lock"));
        var pid = ReadPid(sandbox);
        return pid > 0 && pid != before && record.Contains("\nready\n", StringComparison.Ordinal)
            && record.StartsWith($"{pid} ", StringComparison.Ordinal);
    }

    /// <summary>
    /// Gets the memory that would be free without the process. The program's pages, which it shares with the daemon, do not count.
    /// </summary>
    private static long OwnMemoryOf(int pid) => 1024 * File.ReadAllLines($"/proc/{pid}/smaps_rollup")
        .Where(static line => line.StartsWith("Private_", StringComparison.Ordinal))
        .Sum(static line => long.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));

    /// <summary>Gets the pid in the pid file; 0 if there is none.</summary>
    private static int ReadPid(Sandbox sandbox) =>
        int.TryParse(TextFile.TryRead(Path.Combine(sandbox.RunFolder, "tick.pid")), CultureInfo.InvariantCulture, out var pid) ? pid : 0;

    private static int ParentOf(int pid) =>
        int.Parse(File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1].Split(' ')[1], CultureInfo.InvariantCulture);

    /// <summary>The files to copy to another machine; symbols are not needed there.</summary>
    private static IEnumerable<string> Files(Consumer app) => Directory.GetFiles(Path.GetDirectoryName(app.Apphost.FileName)!)
        .Where(file => !file.EndsWith(".pdb", StringComparison.Ordinal) && !file.EndsWith(".dbg", StringComparison.Ordinal))
        .Select(file => Path.GetFileName(file));

    /// <summary>One build for the hosting models that need no publishing.</summary>
    public sealed class BuiltApp(TestPackage package)
    {
        private readonly Lazy<Task<Consumer>> _app = new(() => BuildAsync(package));

        internal Task<Consumer> Value => _app.Value;

        private static async Task<Consumer> BuildAsync(TestPackage package)
        {
            var app = await Consumer.CreateAsync(package, "built", Consumer.Ticking);
            var build = await app.BuildAsync();
            Assert.True(build.ExitCode == 0, build.ToString());
            BuildOutput.AssertHasNoWarning(build.Output);
            return app;
        }
    }
}
