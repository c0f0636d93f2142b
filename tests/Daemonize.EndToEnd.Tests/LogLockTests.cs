using System.Globalization;
using System.Text.RegularExpressions;

namespace Daemonize.EndToEnd.Tests;

/// <summary>A log that cannot be locked for rotation: no line is lost, the log says so once and keeps growing.</summary>
public sealed partial class LogLockTests : EndToEndTest
{
    /// <summary>ENOLCK, EOPNOTSUPP, EINVAL, ENOSYS and EPERM come from a network file system, a FUSE file system or a sandbox.</summary>
    [Theory]
    [InlineData(37, "cannot lock it: no locks available")]
    [InlineData(95, "cannot lock it: operation not supported")]
    [InlineData(22, "cannot lock it: invalid argument")]
    [InlineData(38, "cannot lock it: function not implemented")]
    [InlineData(1, "cannot lock it: operation not permitted")]
    [Trait("Issue", "15")]
    public async Task FileSystemWithoutLocksLosesNoLine(int errno, string reason)
    {
        Sandbox.Environment["TESTAPP_ERRNO"] = errno.ToString(CultureInfo.InvariantCulture);
        var daemon = await Sandbox.StartAsync(App.Test, "lockless");
        await Sandbox.OutputAsync("written");
        (await Sandbox.RunAsync(App.Test, "stop", "lockless")).Succeeds();
        Assert.Equal(Enumerable.Range(1, 300), Numbers(daemon.Log));
        Assert.Equal(1, Regex.Count(daemon.Log, Regex.Escape(Refusal(daemon, reason))));
        Assert.Equal([daemon.LogFile], Directory.GetFiles(Sandbox.LogDirectory));
        Assert.Contains("lockless: stopped", daemon.Log, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Issue", "15")]
    public async Task LockOfAnotherProcessIsToldOnceAndRotationGoesOnAfterIt()
    {
        var daemon = Sandbox.Daemon("count");
        await File.WriteAllTextAsync(daemon.LogFile, "", TestContext.Current.CancellationToken);
        var holder =
            Sandbox.Begin(
                Tools.Python, "-c",
                "import fcntl, signal, sys; file = open(sys.argv[1], 'a'); fcntl.lockf(file, fcntl.LOCK_EX); signal.pause()",
                daemon.LogFile);
        await Wait.UntilAsync(() => IsLocked(holder.Pid), "the log is locked");
        await Sandbox.StartAsync(App.Test, "count");
        var refusal = Refusal(daemon, "another process holds a lock of it");
        await Wait.ForFileAsync(daemon.LogFile, text => text.Contains(refusal, StringComparison.Ordinal));
        Assert.False(File.Exists(daemon.LogFile + ".1"));
        await holder.EndAsync();
        await Wait.UntilAsync(() => File.Exists(daemon.LogFile + ".1.gz"), "the log is moved away");
        (await Sandbox.RunAsync(App.Test, "stop", "count")).Succeeds();
        var all = (await Sandbox.RunAsync(App.Test, "logs", "-n", "1000000", "count")).Succeeds().Output;
        Assert.Equal(1, Regex.Count(all, Regex.Escape(refusal)));
        var numbers = Numbers(all);
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }

    private static string Refusal(DaemonFiles daemon, string reason) =>
        $"cannot move the log {daemon.LogFile} away: {reason}; it grows beyond LogMaxSize";

    private static bool IsLocked(int pid) =>
        File.ReadLines("/proc/locks")
            .Any(line => line.Contains("POSIX", StringComparison.Ordinal) && line.Contains($" {pid} ", StringComparison.Ordinal));

    [GeneratedRegex(": number ([0-9]+)\n")]
    private static partial Regex Number { get; }

    private static List<int> Numbers(string text) =>
        [.. Number.Matches(text).Select(static match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];
}
