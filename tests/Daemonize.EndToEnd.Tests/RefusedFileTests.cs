namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// Paths at which a pid, lock or log file cannot or must not be created: one line says so before anything runs, and existing files stay
/// unchanged.
/// </summary>
public sealed class RefusedFileTests : EndToEndTest
{
    private const string Nobody = "65534";
    private const string Untouched = "untouched";

    private DaemonFiles Daemon => Sandbox.Daemon("tick");

    private string Target => Path.Combine(Sandbox.Root, "target");

    [Theory]
    [InlineData("tick.pid", "symlink", "it is a symbolic link")]
    [InlineData("tick.pid", "fifo", "it is not a regular file")]
    [InlineData("tick.pid", "directory", "it is not a regular file")]
    [InlineData("tick.pid", "hard link", "it has other names (hard links)")]
    [InlineData("tick.pid.lock", "symlink", "it is a symbolic link")]
    [InlineData("tick.pid.lock", "fifo", "it is not a regular file")]
    [InlineData("tick.pid.lock", "directory", "it is not a regular file")]
    [InlineData("tick.pid.lock", "hard link", "it has other names (hard links)")]
    [Trait("Checklist", "23")]
    [Trait("Checklist", "26")]
    public async Task OnlyAPlainFileIsUsed(string name, string kind, string reason)
    {
        var path = Path.Combine(Sandbox.RuntimeDirectory, name);
        Put(kind, path);
        var before = File.GetAttributes(path);

        var start = await Sandbox.RunAsync(App.Test, "start", "tick");

        Assert.Equal(
            $"testapp: will not use {path}: {reason}; remove it or choose another PidFile\n", start.FailsInOneLine(App.Test, 1).Error);
        Assert.Equal(before, File.GetAttributes(path));
        AssertNothingRan();
        Assert.False(File.Exists(Daemon.LogFile));
    }

    [Theory]
    [InlineData("symlink", "will not use the log {0}: it is a symbolic link")]
    [InlineData("directory", "cannot write the log {0}: is a directory; choose another LogFile, or set LOGS_DIRECTORY")]
    [Trait("Checklist", "23")]
    public async Task LogMustBeAFile(string kind, string reason)
    {
        Put(kind, Daemon.LogFile);
        var start = await Sandbox.RunAsync(App.Test, "start", "tick");
        Assert.StartsWith(
            $"testapp: {string.Format(null, reason, Daemon.LogFile)}", start.FailsInOneLine(App.Test, 1).Error, StringComparison.Ordinal);
        AssertNothingRan();
    }

    [Theory]
    [InlineData("RUNTIME_DIRECTORY")]
    [InlineData("LOGS_DIRECTORY")]
    [Trait("Checklist", "23")]
    public async Task DirectoryMustBeADirectory(string variable)
    {
        await File.WriteAllTextAsync(Target, Untouched, TestContext.Current.CancellationToken);
        Sandbox.Environment[variable] = Target;
        var start = await Sandbox.RunAsync(App.Test, "start", "tick");
        Assert.Contains($" {Target}/tick.", start.FailsInOneLine(App.Test, 1).Error, StringComparison.Ordinal);
        Assert.Contains("not a directory", start.Error, StringComparison.Ordinal);
        AssertNothingRan();
    }

    [Fact]
    [Trait("Checklist", "23")]
    public async Task RuntimeDirectoryMustExist()
    {
        Sandbox.Environment["RUNTIME_DIRECTORY"] = Path.Combine(Sandbox.Root, "missing");
        var start = await Sandbox.RunAsync(App.Test, "start", "tick");
        Assert.Equal(
            $"testapp: cannot create {Sandbox.Root}/missing/tick.pid.lock: no such file or directory; create its directory or choose " +
            "another PidFile\n",
            start.FailsInOneLine(App.Test, 1).Error);
        AssertNothingRan();
    }

    [Theory]
    [InlineData("run", "cannot write {0}/run/tick.pid.lock: permission denied; choose another directory with PidFile or RUNTIME_DIRECTORY")]
    [InlineData("log", "cannot write the log {0}/log/tick.log: permission denied; choose another LogFile, or set LOGS_DIRECTORY")]
    [Trait("Checklist", "23")]
    public async Task DirectoryMustBeWritable(string locked, string reason)
    {
        Tools.RequireRoot();
        foreach (var directory in new[] { Sandbox.RuntimeDirectory, Sandbox.LogDirectory })
        {
            await Sandbox.ExecuteAsync("/bin/chown", directory.EndsWith(locked, StringComparison.Ordinal) ? "root" : Nobody, directory);
        }

        var start = await StartAsNobodyAsync();

        Assert.Equal($"testapp: {string.Format(null, reason, Sandbox.Root)}\n", start.FailsInOneLine(App.Test, 4).Error);
        AssertNothingRan();
    }

    [Fact]
    [Trait("Checklist", "23")]
    public async Task LogMustBeWritable()
    {
        Tools.RequireRoot();
        await File.WriteAllTextAsync(Daemon.LogFile, Untouched, TestContext.Current.CancellationToken);
        await Sandbox.ExecuteAsync("/bin/chown", Nobody, Sandbox.RuntimeDirectory, Sandbox.LogDirectory);

        Assert.Equal(
            $"testapp: cannot write the log {Daemon.LogFile}: permission denied; choose another LogFile, or set LOGS_DIRECTORY\n",
            (await StartAsNobodyAsync()).FailsInOneLine(App.Test, 4).Error);

        Assert.Equal(Untouched, Daemon.Log);
        AssertNothingRan();
    }

    [Theory]
    [InlineData("run", "; choose another directory with PidFile or RUNTIME_DIRECTORY")]
    [InlineData("log", "; choose another LogFile, or set LOGS_DIRECTORY")]
    [Trait("Checklist", "23")]
    public async Task FileSystemMustBeWritable(string directory, string wayOut)
    {
        var start = await StartOnMountAsync($"mount -t tmpfs -o ro tmpfs \"$DAEMONIZE_SANDBOX/{directory}\"");
        Assert.EndsWith($": read-only file system{wayOut}\n", start.FailsInOneLine(App.Test, 1).Error, StringComparison.Ordinal);
        AssertNothingRan();
    }

    /// <summary>No block for the text of the lock or pid file, or no inode for the file.</summary>
    [Theory]
    [InlineData("size=4k", "head -c 4k /dev/zero")]
    [InlineData("nr_inodes=2", "echo")]
    [Trait("Checklist", "23")]
    public async Task DiskMustNotBeFull(string limit, string filler)
    {
        var start =
            await StartOnMountAsync($"mount -t tmpfs -o {limit} tmpfs \"$RUNTIME_DIRECTORY\" && {filler} > \"$RUNTIME_DIRECTORY/filler\"");
        Assert.EndsWith(": no space left on device\n", start.FailsInOneLine(App.Test, 1).Error, StringComparison.Ordinal);
        AssertNothingRan();
    }

    /// <summary>Starts in its own mount namespace, which is invisible outside and ends with its last process.</summary>
    private Task<CommandResult> StartOnMountAsync(string mount)
    {
        Tools.RequireRoot();
        return Sandbox.ExecuteAsync(
            Tools.Unshare, "--mount", "/bin/sh", "-c",
            $"{mount} && \"$0\" start tick; code=$?; test -e \"$RUNTIME_DIRECTORY/tick.pid\" && echo a pid file is left; exit $code",
            App.Test.File);
    }

    private Task<CommandResult> StartAsNobodyAsync()
    {
        File.SetUnixFileMode(Sandbox.Root, File.GetUnixFileMode(Sandbox.Root) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return Sandbox.ExecuteAsync(Tools.Python, Tools.Script("launch.py"), "--uid", Nobody, "--", App.Test.File, "start", "tick");
    }

    private void Put(string kind, string path)
    {
        File.WriteAllText(Target, Untouched);
        switch (kind)
        {
            case "symlink":
                File.CreateSymbolicLink(path, Target);
                break;
            case "hard link":
                Assert.Equal(0, Native.Link(Target, path));
                break;
            case "fifo":
                Assert.Equal(0, Native.MakeFifo(path, 0b110_100_100));
                break;
            default:
                Directory.CreateDirectory(path);
                break;
        }
    }

    private void AssertNothingRan()
    {
        Assert.Empty(Sandbox.Processes);
        Assert.False(File.Exists(Path.Combine(Sandbox.OutputDirectory, "ticks")), "there was a tick");
        if (File.Exists(Target))
        {
            Assert.Equal(Untouched, File.ReadAllText(Target));
        }
    }
}
