using Daemonize.CompilerServices;
using Daemonize.Platform;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests;

/// <summary>A handle of a daemon that does not run: its answers, and that queries change nothing.</summary>
public sealed partial class DaemonHandleTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly DaemonHandle _handle;

    public DaemonHandleTests()
    {
        var definition = Definitions.Create("fetch", _folder.Path);
        _handle = DaemonEntryPoint.GetHandle<DaemonOptions>(Definitions.CreateProgram(definition), definition);
    }

    [Fact]
    public void NothingThereIsStopped()
    {
        Assert.Equal("fetch", _handle.Name);
        Assert.Equivalent(new DaemonStatus { Name = "fetch", State = DaemonState.Stopped }, _handle.GetStatus(), strict: true);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void DirectoryThatIsNotThereIsStoppedToo()
    {
        var definition = Definitions.Create("fetch", _folder["nowhere"]);
        var handle = DaemonEntryPoint.GetHandle<DaemonOptions>(Definitions.CreateProgram(definition), definition);

        Assert.Equal(DaemonState.Stopped, handle.GetStatus().State);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void StopOfNothingIsDone()
    {
        Assert.Equal(DaemonState.Stopped, _handle.Stop().State);
        Assert.DoesNotContain("fetch.pid", _folder.Names);
    }

    [Theory]
    [InlineData("39815\n", "names process 39815")]
    [InlineData("-1\n", "holds \"-1\", which is not a daemon's process id")]
    [InlineData("", "is empty")]
    public void PidFileWithoutADaemonIsDead(string text, string description)
    {
        var pidFile = _folder["fetch.pid"];
        File.WriteAllText(pidFile, text);

        Assert.Equivalent(
            new DaemonStatus { Name = "fetch", State = DaemonState.Dead, Note = $"its pid file {pidFile} {description}" },
            _handle.GetStatus(), strict: true);
        Assert.Equal(["fetch.pid"], _folder.Names);
        Assert.Equal(text, File.ReadAllText(pidFile));
    }

    [Fact]
    public void StopRemovesThePidFileOfADeadDaemon()
    {
        File.WriteAllText(_folder["fetch.pid"], "1\n");

        Assert.Equal(DaemonState.Stopped, _handle.Stop().State);
        Assert.Equal(["fetch.pid.lock"], _folder.Names);
    }

    [Fact]
    public void HeldLockIsAStartUnderWay()
    {
        using var held = InstanceLock.TryAcquire(_folder["fetch.pid.lock"]);

        Assert.Equivalent(
            new DaemonStatus { Name = "fetch", State = DaemonState.Unknown, Note = "is being started" }, _handle.GetStatus(), strict: true);
    }

    [Fact]
    public void ReadyRecordIsARunningDaemon()
    {
        using var held = InstanceLock.TryAcquire(_folder["fetch.pid.lock"])!;
        var startTime = ThisProcess.StartTime;
        held.WriteRecord(new LockRecord(Environment.ProcessId, startTime, 0, held.DescriptorNumber, IsReady: false));
        held.WriteReady(new LockOwner(Definitions.CreateProgram(Definitions.Create("fetch", _folder.Path)).Name, "fetch"));

        var status = _handle.GetStatus();

        using var self = System.Diagnostics.Process.GetCurrentProcess();
        Assert.Equal(DaemonState.Running, status.State);
        Assert.Equal(Environment.ProcessId, status.ProcessId);
        Assert.Equal(self.StartTime, status.StartedAt!.Value.LocalDateTime, TimeSpan.FromSeconds(2));
        Assert.Equal($"its pid file {_folder["fetch.pid"]} does not exist", status.Note);
    }

    [Fact]
    public void UnreadableLockFileIsUnknown()
    {
        File.CreateSymbolicLink(_folder["fetch.pid.lock"], "elsewhere");

        var status = _handle.GetStatus();

        Assert.Equal(DaemonState.Unknown, status.State);
        Assert.StartsWith($"cannot read {_folder["fetch.pid.lock"]}: ", status.Note, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CancelledBeforehandDoesNothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _handle.StartAsync(cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _handle.StopAsync(cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _handle.RestartAsync(cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _handle.GetStatusAsync(cancelled));
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void IntervalOfADaemonThatRunsOnceIsAMistake()
    {
        var definition = Definitions.Create("fetch", _folder.Path);
        var handle = DaemonEntryPoint.GetHandle<DaemonOptions>(Definitions.CreateProgram(definition), definition);

        Assert.Throws<ArgumentException>(() => handle.Start(new() { Interval = TimeSpan.FromSeconds(1) }));
        Assert.Throws<ArgumentNullException>(() => handle.Start(null!));
    }
}
