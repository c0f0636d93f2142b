using System.Globalization;

namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>What several tests do in their sandbox.</summary>
internal static class SandboxActions
{
    /// <summary>SIGKILL, which leaves the daemon no chance to tidy up. Gives its process id.</summary>
    public static async Task<int> KillAsync(this DaemonFiles daemon)
    {
        using var handle = ProcessHandle.Open(daemon.Process.Pid);
        handle.Signal(Native.SigKill);
        await handle.WaitForEndAsync();
        return handle.Pid;
    }

    /// <summary>Starts a daemon that says so when its method has begun, and waits for that: asked to stop earlier, it would not begin at all.</summary>
    public static async Task<DaemonFiles> StartAndBeginAsync(this Sandbox sandbox, string name)
    {
        var daemon = await sandbox.StartAsync(App.Test, name);
        await daemon.HasBegunAsync();
        return daemon;
    }

    /// <summary>Waits for the word of a daemon's method in its log.</summary>
    public static Task<string> HasBegunAsync(this DaemonFiles daemon) =>
        Wait.ForFileAsync(daemon.LogFile, static text => text.Contains("\nbegun\n", StringComparison.Ordinal));

    /// <summary>Asks the daemon to stop, as somebody else than <c>stop</c> would, and waits until it has.</summary>
    public static async Task TerminateAsync(this DaemonFiles daemon)
    {
        using var handle = ProcessHandle.Open(daemon.Process.Pid);
        handle.Signal(Native.SigTerm);
        await handle.WaitForEndAsync();
    }

    /// <summary>Starts a daemon in the foreground and waits until it is ready.</summary>
    public static async Task<RunningCommand> BeginRunAsync(this Sandbox sandbox, string name)
    {
        var run = sandbox.Begin(App.Test.File, "run", name);
        await Sandbox.WaitUntilRunningAsync(sandbox.Daemon(name), run);
        return run;
    }

    /// <summary>Waits until a file of the output directory has <paramref name="count"/> lines at least, and gives them.</summary>
    public static async Task<string[]> OutputAsync(this Sandbox sandbox, string file, int count = 1)
    {
        var text = await Wait.ForFileAsync(Path.Combine(sandbox.OutputDirectory, file), text => text.Count(letter => letter == '\n') >= count);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The process ids that a daemon has written into the file "children".</summary>
    public static async Task<List<ProcessHandle>> ChildrenAsync(this Sandbox sandbox)
    {
        var line = (await sandbox.OutputAsync("children"))[0];
        return [.. line.Split(' ').Select(pid => ProcessHandle.Open(int.Parse(pid, CultureInfo.InvariantCulture)))];
    }

    /// <summary>Holds the lock with another process and a text of the test's choice; see hold_lock.py. It holds until the command is killed.</summary>
    public static async Task<RunningCommand> HoldLockAsync(this Sandbox sandbox, DaemonFiles daemon, string text)
    {
        var holder = sandbox.Begin(Tools.Python, Tools.Script("hold_lock.py"), daemon.LockFile, text);
        await Wait.UntilAsync(() => holder.HasEnded || (daemon.IsLocked && new FileInfo(daemon.LockFile).Length > 0), $"{daemon.LockFile} is held");
        Assert.False(holder.HasEnded, "the holder of the lock has ended");
        return holder;
    }

    /// <summary>A process that has nothing to do with any daemon, in a session of its own, so that nobody else is hit if it is.</summary>
    public static async Task<RunningCommand> BeginInnocentAsync(this Sandbox sandbox)
    {
        // setsid(1) does not fork here: the process is the command's own.
        var innocent = sandbox.Begin("/usr/bin/setsid", "/bin/sleep", "1000");
        await Wait.UntilAsync(() => ProcessView.Read(innocent.Pid) is { } process && process.Session == process.Pid, "the innocent process has its session");
        return innocent;
    }

    /// <summary>Kills a command and waits for its end.</summary>
    public static async Task EndAsync(this RunningCommand command)
    {
        command.Kill();
        await command.CompleteAsync();
    }

    /// <summary>Everything in the runtime directory, with what a change would show in.</summary>
    public static List<string> Snapshot(this Sandbox sandbox) =>
    [
        .. from path in Directory.EnumerateFileSystemEntries(sandbox.RuntimeDirectory).Order(StringComparer.Ordinal)
           select $"{path} {File.GetLastWriteTimeUtc(path):O} {File.GetUnixFileMode(path)} {File.ReadAllText(path)}",
    ];
}
