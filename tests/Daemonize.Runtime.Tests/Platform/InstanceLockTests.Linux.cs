using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Platform;

/// <summary>
/// The lock within one process: it belongs to the open file description, so two opens here are equivalent to two processes.
/// </summary>
public sealed class InstanceLockTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string LockFile => _folder["fetch.pid.lock"];

    [Fact]
    public void SecondTakerGetsNoneUntilTheFirstLetsGo()
    {
        using (var first = InstanceLock.TryAcquire(LockFile))
        {
            Assert.NotNull(first);
            Assert.Null(InstanceLock.TryAcquire(LockFile));
        }

        using var next = InstanceLock.TryAcquire(LockFile);
        Assert.NotNull(next);
    }

    [Fact]
    public void OneOfManyAtOnceGetsIt()
    {
        for (var round = 0; round < 20; round++)
        {
            var taken = new InstanceLock?[8];
            Parallel.For(0, taken.Length, i => taken[i] = InstanceLock.TryAcquire(LockFile));

            Assert.Single(taken, held => held is not null);
            Array.ForEach(taken, held => held?.Dispose());
        }
    }

    [Fact]
    public void ReadersOfNetAreNotRefused()
    {
        using var held = InstanceLock.TryAcquire(LockFile);
        held!.WriteRecord(new LockRecord(39815, 1, 1, 4, IsReady: false));

        Assert.Equal("39815 1 1 4\n", File.ReadAllText(LockFile));
    }

    /// <summary>The descriptors that stages pass on have low numbers, which the lock must not occupy.</summary>
    [Fact]
    public void DescriptorIsAboveThoseOfTheStages()
    {
        using var held = InstanceLock.TryAcquire(LockFile);

        Assert.True(held!.DescriptorNumber > Daemonize.Platform.StageDescriptors.FirstLeaked);
    }

    [Fact]
    public void StateIsSeenFromOutsideWithoutTakingAnything()
    {
        Assert.Equal(LockState.Free, LockProbe.Of(LockFile).State);
        Assert.Empty(_folder.Names);
        using (var held = InstanceLock.TryAcquire(LockFile)!)
        {
            Assert.Equal(LockState.Starting, LockProbe.Of(LockFile).State);
            held.WriteRecord(Self());
            Assert.Equal(LockState.Starting, LockProbe.Of(LockFile).State);
            held.WriteReady(Owner);

            var probe = LockProbe.Of(LockFile);
            Assert.Equal(LockState.Running, probe.State);
            Assert.Equal(Self() with { IsReady = true, Owner = Owner, ProcessSpace = ProcessSpace.Own, Path = LockFile }, probe.Record);
        }

        Assert.Equal(LockState.Free, LockProbe.Of(LockFile).State);
        Assert.Equal(Self().Format() + $"ready\nfetch {ProcessSpace.Own} newsapp\n{LockFile}\n", File.ReadAllText(LockFile));
    }

    /// <summary>A process that only cleans up holds the lock for a moment, while the record names the dead daemon.</summary>
    [Fact]
    public void RecordOfADeadProcessIsNotBelieved()
    {
        using var held = InstanceLock.TryAcquire(LockFile)!;
        held.WriteRecord(Self() with { StartTime = 1 });
        held.WriteReady(Owner);

        Assert.Equal(LockState.Starting, LockProbe.Of(LockFile).State);
    }

    /// <summary>In another pid namespace or on another machine, the pid would mean another process.</summary>
    [Fact]
    public void RecordOfAProcessElsewhereIsHidden()
    {
        using var held = InstanceLock.TryAcquire(LockFile)!;
        var record =
            Self() with
            {
                StartTime = 1,
                Wait = new RestartWait(1, new ProcessEnd(9), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch),
                Owner = Owner
            };
        held.WriteRecord(record with { ProcessSpace = "otherboot/pid:[4026531836]" });
        Assert.Equal(LockState.Hidden, LockProbe.Of(LockFile).State);
        held.WriteRecord(record with { ProcessSpace = ProcessSpace.Own });
        Assert.Equal(LockState.Starting, LockProbe.Of(LockFile).State);
    }

    private static LockOwner Owner { get; } = new("newsapp", "fetch");

    private static LockRecord Self() =>
        new(Environment.ProcessId, ProcFs.TryReadStat(Environment.ProcessId)!.Value.StartTime, 1, 4, IsReady: false);

    /// <summary>A process is the daemon only if it has this very file open: the record by itself proves nothing.</summary>
    [Fact]
    public void ProcessIsOpenedOnlyIfItHasTheLockFileOpen()
    {
        using var held = InstanceLock.TryAcquire(LockFile)!;
        var self = ProcFs.TryReadStat(Environment.ProcessId)!.Value;
        var record = new LockRecord(Environment.ProcessId, self.StartTime, 0, held.DescriptorNumber, IsReady: true);
        var facts = LockProbe.Of(LockFile).LockFile;

        using (var opened = DaemonProcess.TryOpen(record, facts))
        {
            Assert.Equal(Environment.ProcessId, opened!.Pid);
        }

        Assert.Null(DaemonProcess.TryOpen(record with { LockDescriptor = 0 }, facts));
        Assert.Null(DaemonProcess.TryOpen(record with { LockDescriptor = int.MaxValue }, facts));
        Assert.Null(DaemonProcess.TryOpen(record with { Pid = int.MaxValue }, facts));
        Assert.True(FileStat.TryRead(_folder.Path, out var other, out _));
        Assert.Null(DaemonProcess.TryOpen(record, other));
    }

    [Fact]
    public void DescriptorOfAnotherFileIsNotAdopted()
    {
        using var held = InstanceLock.TryAcquire(LockFile)!;
        var other = Libc.open("/dev/null", Libc.O_RDWR | Libc.O_CLOEXEC, 0);

        Assert.Null(InstanceLock.TryAdopt(other, LockFile));
        using var same = new Descriptor(other);
        var copy = Libc.fcntl(held.DescriptorNumber, Libc.F_DUPFD_CLOEXEC, 10);
        using var adopted = InstanceLock.TryAdopt(copy, LockFile);
        Assert.NotNull(adopted);
    }

    [Fact]
    public void FilesThatOthersCouldHavePutThereAreRefusedUntouched()
    {
        File.WriteAllText(_folder["target"], "precious");
        File.CreateSymbolicLink(_folder["link"], _folder["target"]);
        File.CreateSymbolicLink(_folder["dangling"], _folder["nowhere"]);
        Nodes.CreateFifo(_folder["fifo"]);
        Directory.CreateDirectory(_folder["directory"]);
        File.WriteAllText(_folder["one"], "precious");
        Nodes.CreateHardLink(_folder["two"], _folder["one"]);

        AssertRefused("link", "it is a symbolic link");
        AssertRefused("dangling", "it is a symbolic link");
        AssertRefused("fifo", "it is not a regular file");
        AssertRefused("directory", "it is not a regular file");
        AssertRefused("two", "it has other names (hard links)");
        Assert.Equal("precious", File.ReadAllText(_folder["target"]));
        Assert.Equal("precious", File.ReadAllText(_folder["one"]));
        Assert.False(File.Exists(_folder["nowhere"]));

        void AssertRefused(string name, string why)
        {
            var expected = $"will not use {_folder[name]}: {why}; remove it or choose another PidFile";
            Assert.Equal(expected, Assert.Throws<DaemonException>(() => InstanceLock.TryAcquire(_folder[name])).Message);
            Assert.Equal(expected, Assert.Throws<DaemonException>(() => OwnedFile.CheckPath(_folder[name])).Message);
        }
    }

    [Theory]
    [InlineData(0b110_110_110)]
    [InlineData(0b110_000_000)]
    public void ModeIsPutRight(int mode)
    {
        File.WriteAllText(LockFile, "");
        File.SetUnixFileMode(LockFile, (UnixFileMode)mode);

        using var held = InstanceLock.TryAcquire(LockFile);

        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(LockFile));
    }

    /// <summary>The new file has the record and the lock: no other process can take the lock, and it ends with its holder.</summary>
    [Fact]
    public void RemovedFileIsPutBackWithItsRecordAndItsLock()
    {
        using (var held = InstanceLock.TryAcquire(LockFile)!)
        {
            var record = new LockRecord(39815, 1, 1, held.DescriptorNumber, IsReady: false);
            held.WriteRecord(record);
            var descriptor = held.DescriptorNumber;
            File.Delete(LockFile);
            Assert.False(held.IsStillThere);

            Assert.True(held.TryPutBack());

            Assert.True(held.IsStillThere);
            Assert.Equal(descriptor, held.DescriptorNumber);
            Assert.Equal(record, held.ReadRecord());
            Assert.Null(InstanceLock.TryAcquire(LockFile));

            // Later fields are appended.
            held.WriteReady(Owner);
            Assert.True(held.ReadRecord()!.Value.IsReady);
        }

        using var next = InstanceLock.TryAcquire(LockFile);
        Assert.NotNull(next);
    }

    [Fact]
    public void FileThatAnotherHasLockedIsNotTaken()
    {
        using var held = InstanceLock.TryAcquire(LockFile)!;
        File.Delete(LockFile);
        using (InstanceLock.TryAcquire(LockFile))
        {
            Assert.False(held.TryPutBack());
            Assert.False(held.IsStillThere);
        }

        Assert.True(held.TryPutBack());
        Assert.True(held.IsStillThere);
    }

    public void Dispose() => _folder.Dispose();
}
