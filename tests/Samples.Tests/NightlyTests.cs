namespace Samples.Tests;

/// <summary>samples/Nightly: a job at half past two at night, for which no test waits.</summary>
public sealed class NightlyTests : EndToEndTest
{
    private const int SigUsr1 = 10;

    private DaemonFiles Daemon => Sandbox.Daemon("sweep");

    [Fact]
    public async Task SignalTicksNow()
    {
        (await Sandbox.RunAsync(Sample.Nightly, "start", "--directory", Sandbox.OutputDirectory)).Succeeds();
        var (old, young) = (Create("old", days: 31), Create("young", days: 29));
        using (var process = ProcessHandle.Open(Daemon.Process.Pid))
        {
            process.Signal(SigUsr1);
        }

        await Wait.ForFileAsync(Daemon.LogFile, text => text.Contains("removed 1 files of ", StringComparison.Ordinal));
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
        await Sandbox.StopAsync(Sample.Nightly, Daemon);
    }

    [Fact]
    public async Task OnceRunsNow()
    {
        var (old, young, other) = (Create("old.log", days: 8), Create("young.log", days: 6), Create("old.txt", days: 8));
        (await Sandbox.RunAsync(
            Sample.Nightly, "once", "--directory", Sandbox.OutputDirectory, "--days", "7", "--pattern", "*.log")).ExitsWith(0);
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
        Assert.True(File.Exists(other));
        await Sandbox.AssertNothingIsLeftAsync(Daemon);
    }

    [Fact]
    public async Task NothingIsRemovedBeforeTheNight()
    {
        var old = Create("old", days: 31);
        (await Sandbox.RunAsync(Sample.Nightly, "start", "--directory", Sandbox.OutputDirectory, "--cron", "0 0 29 2 *")).Succeeds();
        await Sandbox.StopAsync(Sample.Nightly, Daemon);
        Assert.True(File.Exists(old));
    }

    private string Create(string name, int days)
    {
        var path = Path.Combine(Sandbox.OutputDirectory, name);
        File.WriteAllText(path, "");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-days));
        return path;
    }
}
