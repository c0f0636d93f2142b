using System.Diagnostics;
using System.Globalization;
using System.Text;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Launch;
using Daemonize.Platform.Linux;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Launch;

/// <summary>Programs that are started by two children of this process, which has many threads and other children.</summary>
public sealed class DetachedSpawnTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Checklist", "2")]
    public void ProgramIsInANewSessionAndDoesNotLeadIt()
    {
        using var spawn = Create();
        var stat = Run(spawn, "exec cat /proc/self/stat").Split(' ');

        Assert.Equal([$"{spawn.ProgramPid}", $"{spawn.LeaderPid}", $"{spawn.LeaderPid}", "0"], (string[])[stat[0], .. stat[4..7]]);
        Assert.NotEqual(spawn.ProgramPid, spawn.LeaderPid);
        Assert.Null(spawn.Failure);

        // The leader is reaped, also for a process that is no subreaper.
        Assert.Null(ChildProcess.Reap(spawn.LeaderPid));
    }

    [Fact]
    [Trait("Checklist", "9")]
    public void NoSignalIsIgnoredAndOnlyTheGivenOnesAreBlocked()
    {
        using var spawn = Create();
        var own = File.ReadAllText("/proc/thread-self/status");

        // The runtime ignores SIGPIPE.
        Assert.DoesNotContain("SigIgn:\t0000000000000000", own, StringComparison.Ordinal);
        Assert.Equal(
            ["SigBlk:\t0000000000004200", "SigIgn:\t0000000000000000"],
            Run(spawn, "exec grep -E 'Sig(Blk|Ign)' /proc/self/status", [Libc.SIGTERM, Libc.SIGUSR1]).Split('\n')[..^1]);
        Assert.Equal(SignalLines(own), SignalLines(File.ReadAllText("/proc/thread-self/status")));
    }

    [Fact]
    [Trait("Checklist", "7")]
    public void OnlyTheGivenAndTheKeptDescriptorsAreOpen()
    {
        using TestPipe leaked = new(), kept = new(), other = new();
        foreach (var descriptor in (Descriptor[])[leaked.Receiver, kept.Receiver, other.Sender])
        {
            Assert.Equal(0, Libc.fcntl(descriptor.Number, Libc.F_SETFD, 0L));
        }

        using var spawn = Create();
        string[] keep = [.. ((Descriptor[])[other.Sender, kept.Receiver, other.Sender]).Select(file => $"keep-descriptors={file.Number}")];

        // ls has the directory open as the lowest free number.
        Assert.Equal(
            ((int[])[0, 1, 2, 3, kept.Receiver.Number, other.Sender.Number]).Order(),
            Run(spawn, "exec ls /proc/self/fd", [], keep).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(static line => int.Parse(line, CultureInfo.InvariantCulture)).Order());
    }

    [Fact]
    [Trait("Checklist", "12")]
    public void LimitsAreThoseOfTheSettings()
    {
        using var spawn = Create();
        Assert.Equal(
            ["0027", "100", "0", "7", "NoNewPrivs:\t1", ""],
            Run(
                spawn, "umask; ulimit -n; ulimit -c; nice; exec grep NoNewPrivs /proc/self/status", [],
                "umask=027", "max-open-files=100", "nice=7", "no-new-privileges=true").Split('\n'));
    }

    /// <summary>No system takes so many, not even from root.</summary>
    [Fact]
    public void LimitThatIsRefusedIsNamed()
    {
        using var spawn = Create();
        Assert.Empty(Run(spawn, "echo started", [], "max-open-files=2147483647"));
        Assert.StartsWith(
            "cannot set MaxOpenFiles to 2147483647: operation not permitted; only root can go beyond the caller's limit",
            spawn.Failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "no such file or directory; the program, or what it is started by, was removed or moved: install it there again")]
    [InlineData(true,
        "permission denied; allow this user to execute it: see its mode, its directories, and the option noexec of its mount")]
    public void ProgramIsNamedWithTheWayOut(bool isThere, string reason)
    {
        var path = _folder["program"];
        if (isThere)
        {
            File.WriteAllText(path, "");
            File.SetUnixFileMode(path, UnixFileMode.UserRead);
        }

        using var spawn = Create();
        Assert.Empty(Run(spawn, LaunchSpec.OfTool(path, [path], []), []));
        Assert.Equal($"cannot start {path}: {reason}", spawn.Failure!.Message);
    }

    /// <summary>A child that ran managed code, or this process's handlers, would hang or crash in some of these rounds.</summary>
    [Fact]
    [Trait("Rounds", "50")]
    public async Task ManyStartAtOnceInAProcessThatAllocatesAndForks()
    {
        using var end = new CancellationTokenSource();
        var token = end.Token;
        Task[] noise =
        [
            Task.Run(() => Allocate(token), CancellationToken.None), Task.Run(() => Allocate(token), CancellationToken.None),
            Task.Run(() => Fork(token), CancellationToken.None),
        ];
        var starts = Enumerable.Range(0, 50).Select(_ => Task.Factory.StartNew(
            () =>
            {
                using var spawn = Create();
                return (Told: Run(spawn, "echo $$"), Known: $"{spawn.ProgramPid}\n", spawn.Failure);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        var results = await Task.WhenAll(starts);
        await end.CancelAsync();
        await Task.WhenAll(noise);

        Assert.All(results, static result => Assert.Equal((result.Known, null), (result.Told, result.Failure)));
        Assert.Equal(50, results.Select(static result => result.Known).Distinct().Count());
    }

    private static void Allocate(CancellationToken token)
    {
        List<byte[]> kept = [];
        while (!token.IsCancellationRequested)
        {
            kept.Add(new byte[5000]);
            if (kept.Count == 1000)
            {
                kept.Clear();
                GC.Collect();
            }
        }
    }

    private static void Fork(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            using var process = Process.Start("/bin/true");
            process.WaitForExit();
        }
    }

    private static DetachedSpawn Create()
    {
        var spawn = DetachedSpawn.TryCreate();
        Assert.NotNull(spawn);
        return spawn;
    }

    /// <summary>Not the caught and the queued ones: other tests of this process change these.</summary>
    private static string[] SignalLines(string status) =>
        [.. status.Split('\n').Where(static line => line.StartsWith("SigBlk", StringComparison.Ordinal)
            || line.StartsWith("SigIgn", StringComparison.Ordinal))];

    private string Run(DetachedSpawn spawn, string script, int[]? blocked = null, params string[] settings) =>
        Run(spawn, LaunchSpec.OfTool("/bin/sh", ["sh", "-c", script], []), blocked ?? [], settings);

    /// <summary>Starts a program and returns what it and its children write.</summary>
    private string Run(DetachedSpawn spawn, LaunchSpec image, int[] blocked, params string[] settings)
    {
        var definition = Definitions.With("fetch", ["pid-file=" + _folder["fetch.pid"], .. settings]);
        var instance = new DaemonInstance(definition, Definitions.CreateProgram(definition), new SuppliedOptions());
        using var output = new TestPipe();
        using (var input = Descriptor.OpenNull())
        {
            Assert.True(
                spawn.TryRun(
                    image, [input.Number, output.Sender.Number, output.Sender.Number], instance.Settings, blocked));
        }

        output.Sender.Dispose();
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (Descriptor.Read(output.Receiver.Number, buffer, out _) is > 0 and var count)
        {
            _ = text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return text.ToString();
    }
}
