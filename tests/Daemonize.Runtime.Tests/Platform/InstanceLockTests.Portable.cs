using System.Diagnostics;
using Daemonize.Platform;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Platform;

/// <summary>The lock of this flavour: a file that nobody else can open, and a record next to it.</summary>
public sealed class InstanceLockTests : IDisposable
{
    private static readonly LockOwner Owner = new("newsapp", "fetch");

    private readonly TestFolder _folder = new();

    private string LockFile => _folder["fetch.pid.lock"];

    private static LockRecord Own => new(Environment.ProcessId, ThisProcess.StartTime, 0, 0, IsReady: false);

    [Fact]
    public void FirstHasTheLockUntilItEnds()
    {
        using (var held = InstanceLock.TryAcquire(LockFile))
        {
            Assert.NotNull(held);
            Assert.Null(InstanceLock.TryAcquire(LockFile));
            Assert.Equal(LockState.Starting, LockProbe.Of(LockFile).State);
        }

        Assert.Equal(LockState.Free, LockProbe.Of(LockFile).State);
        using var again = InstanceLock.TryAcquire(LockFile);
        Assert.NotNull(again);
    }

    [Fact]
    public void RecordNamesTheProcessOnceItIsReady()
    {
        using var held = InstanceLock.TryAcquire(LockFile)!;
        held.WriteRecord(Own);
        Assert.Equal((LockState.Starting, Environment.ProcessId), StateOf(LockProbe.Of(LockFile)));

        held.WriteReady(Owner);

        var probe = LockProbe.Of(LockFile);
        Assert.Equal((LockState.Running, Environment.ProcessId), StateOf(probe));
        Assert.Null(probe.FindOther(Owner));
        Assert.Equal(Owner, probe.FindOther(new LockOwner("newsapp", "other")));
        using var process = DaemonProcess.TryOpen(probe.Record!.Value, probe.LockFile);
        Assert.Equal(Environment.ProcessId, process?.Pid);
    }

    /// <summary>The record of a daemon that was killed stays, and its process id may soon be another's.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RecordOfAnotherProcessProvesNothing(bool isHeld)
    {
        using (var held = InstanceLock.TryAcquire(LockFile)!)
        {
            held.WriteRecord(Own with { StartTime = ThisProcess.StartTime - TimeSpan.FromMinutes(1).Ticks });
            held.WriteReady(Owner);
            if (isHeld)
            {
                Assert.Equal(LockState.Starting, LockProbe.Of(LockFile).State);
                return;
            }
        }

        var probe = LockProbe.Of(LockFile);
        Assert.Equal(LockState.Free, probe.State);
        Assert.Null(DaemonProcess.TryOpen(probe.Record!.Value, probe.LockFile));
    }

    /// <summary>.NET computes the start from clocks that are read one after the other.</summary>
    [Fact]
    public void StartTimeOfAProcessIsTheSameForAllThatAskUpToATolerance()
    {
        using var child = Process.Start("/bin/sleep", ["1000"]);
        var startTime = child.StartTime.ToUniversalTime().Ticks;
        using (var found = ProcessTable.TryOpen(child.Id, startTime + TimeSpan.FromSeconds(1).Ticks))
        {
            Assert.Equal(child.Id, found?.Id);
        }

        Assert.Null(ProcessTable.TryOpen(child.Id, startTime + TimeSpan.FromSeconds(10).Ticks));
        child.Kill();
        child.WaitForExit();
        Assert.Null(ProcessTable.TryOpen(child.Id, startTime));
    }

    [Fact]
    public void LinkIsNotFollowed()
    {
        File.CreateSymbolicLink(LockFile, _folder["elsewhere"]);

        Assert.Equal(LockState.Unknown, LockProbe.Of(LockFile).State);
        Assert.Throws<DaemonException>(() => InstanceLock.TryAcquire(LockFile));
        Assert.Equal(["fetch.pid.lock"], _folder.Names);
    }

    public void Dispose() => _folder.Dispose();

    private static (LockState State, int? Pid) StateOf(LockProbe probe) => (probe.State, probe.Record?.Pid);
}
