using System.Diagnostics;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Platform;

/// <summary>The directory of a store, which the processes of one user share on one machine, and the files in it.</summary>
public sealed class PrivateDirectoryTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Path => _folder["a/b"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void DirectoryAndItsParentsAreCreated()
    {
        Assert.Null(PrivateDirectory.Prepare(Path));
        Assert.Null(PrivateDirectory.Prepare(Path));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path));
    }

    [Fact]
    public void FileIsRefused()
    {
        Directory.CreateDirectory(_folder["a"]);
        File.WriteAllText(Path, "");
        Assert.StartsWith($"cannot create {Path}: ", PrivateDirectory.Prepare(Path), StringComparison.Ordinal);
    }

    [Fact]
    public void LinkIsRefused()
    {
        Assert.Null(PrivateDirectory.Prepare(Path));
        Directory.CreateSymbolicLink(_folder["link"], Path);
        Assert.Equal($"will not use {_folder["link"]}: it is a symbolic link", PrivateDirectory.Prepare(_folder["link"]));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherExecute)]
    public void DirectoryThatOthersMayUseIsRefused(UnixFileMode more)
    {
        Assert.Null(PrivateDirectory.Prepare(Path));
        File.SetUnixFileMode(Path, File.GetUnixFileMode(Path) | more);
        Assert.Equal($"will not use {Path}: other users may use it; chmod 700 it", PrivateDirectory.Prepare(Path));
    }

    [Fact]
    public void DirectoryOfAnotherUserIsRefused()
    {
        RequiresRoot.Check();
        Assert.Null(PrivateDirectory.Prepare(Path));
        Assert.Equal(0, Libc.chown(Path, 65534, 65534));
        Assert.StartsWith($"will not use {Path}: it belongs to ", PrivateDirectory.Prepare(Path), StringComparison.Ordinal);
    }

    [Fact]
    public void FileSystemOfSeveralMachinesIsRefused() => Assert.StartsWith(
        $"will not use {Path}: NFS may be mounted by several machines",
        PrivateDirectory.Prepare(Path, path => path == Path ? FileSystemType.NameOf(0x6969) : null), StringComparison.Ordinal);

    [Theory]
    [InlineData(0x6969, "NFS")]
    [InlineData(0xff534d42, "CIFS")]
    [InlineData(0xfe534d42, "SMB 2")]
    [InlineData(0x01021997, "9P")]
    [InlineData(0x65735546, "FUSE")]
    [InlineData(0xef53, null)]
    [InlineData(0x01021994, null)]
    public void FileSystemsOfSeveralMachinesAreKnown(uint number, string? name) => Assert.Equal(name, FileSystemType.NameOf(number));

    [Theory]
    [InlineData("ln -s /dev/null FILE", "it is a symbolic link")]
    [InlineData("mkfifo FILE", "it is not a regular file")]
    [InlineData("touch FILE && ln FILE FILE2", "it has other names (hard links)")]
    public void OtherFileIsRefused(string command, string refusal)
    {
        Assert.Null(PrivateDirectory.Prepare(Path));
        var file = System.IO.Path.Combine(Path, "file");
        Run(command.Replace("FILE", file, StringComparison.Ordinal));

        var exception = Assert.Throws<DaemonException>(() => StepFile.TryOpen(file));
        Assert.Equal($"will not use {file}: {refusal}; remove it", exception.Message);
        Assert.Equal(DaemonExitCode.NoPermission, exception.ExitCode);
    }

    [Fact]
    public void LockThatIsNoFifoIsRefused()
    {
        Assert.Null(PrivateDirectory.Prepare(Path));
        var file = System.IO.Path.Combine(Path, "file");
        File.WriteAllText(file, "");
        Assert.Equal(
            $"will not use {file}: it is not a FIFO; remove it", Assert.Throws<DaemonException>(() => TermLock.TryTake(file)).Message);
    }

    [Fact]
    public void FileOfAnotherUserIsRefused()
    {
        RequiresRoot.Check();
        Assert.Null(PrivateDirectory.Prepare(Path));
        var file = System.IO.Path.Combine(Path, "file");
        File.WriteAllText(file, "");
        Assert.Equal(0, Libc.chown(file, 65534, 65534));
        Assert.StartsWith(
            $"will not use {file}: it belongs to ", Assert.Throws<DaemonException>(() => StepFile.TryOpen(file)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>A process that is being started has a copy of each descriptor, and must not keep a lock by it.</summary>
    [Fact]
    public void LockEndsAlthoughTheFileIsStillOpenElsewhere()
    {
        Assert.Null(PrivateDirectory.Prepare(Path));
        var (record, term) = (System.IO.Path.Combine(Path, "record"), System.IO.Path.Combine(Path, "term"));
        var step = StepFile.TryOpen(record)!;
        var held = TermLock.TryTake(term)!;
        using var first = Copy(record);
        using var second = Copy(term);
        step.Dispose();
        held.Dispose();

        using var nextStep = StepFile.TryOpen(record);
        using var nextHeld = TermLock.TryTake(term);
        Assert.NotNull(nextStep);
        Assert.NotNull(nextHeld);
    }

    private static Descriptor Copy(string path)
    {
        var link = Directory.GetFiles("/proc/self/fd").First(link => new FileInfo(link).LinkTarget == path);
        return new Descriptor(Libc.fcntl(int.Parse(System.IO.Path.GetFileName(link), InvariantNumbers.Format), Libc.F_DUPFD_CLOEXEC, 0));
    }

    private static void Run(string command)
    {
        using var process = Process.Start("/bin/sh", ["-c", command]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
