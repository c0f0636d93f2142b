using System.Globalization;

namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>Actions that several tests share.</summary>
internal static class SandboxActions
{
    /// <summary>Sends SIGKILL, which leaves the daemon no chance to clean up. Returns its process id.</summary>
    public static async Task<int> KillAsync(this DaemonFiles daemon)
    {
        using var handle = ProcessHandle.Open(daemon.Process.Pid);
        handle.Signal(Native.SigKill);
        await handle.WaitForEndAsync();
        return handle.Pid;
    }

    /// <summary>
    /// Starts a daemon that logs a line when its method has begun, and waits for that line: a stop before it would prevent the method from
    /// running.
    /// </summary>
    public static async Task<DaemonFiles> StartAndBeginAsync(this Sandbox sandbox, string name)
    {
        var daemon = await sandbox.StartAsync(App.Test, name);
        await daemon.HasBegunAsync();
        return daemon;
    }

    /// <summary>Waits for the line that a daemon's method logs first.</summary>
    public static Task<string> HasBegunAsync(this DaemonFiles daemon) =>
        Wait.ForFileAsync(daemon.LogFile, static text => text.Contains("\nbegun\n", StringComparison.Ordinal));

    /// <summary>Asks the daemon to stop by other means than <c>stop</c>, and waits until it has stopped.</summary>
    public static async Task TerminateAsync(this DaemonFiles daemon)
    {
        using var handle = ProcessHandle.Open(daemon.Process.Pid);
        handle.Signal(Native.SigTerm);
        await handle.WaitForEndAsync();
    }

    /// <summary>Starts a daemon in the foreground and waits until it is ready.</summary>
    public static async Task<RunningCommand> BeginRunAsync(this Sandbox sandbox, string name, App? app = null)
    {
        var run = sandbox.Begin((app ?? App.Test).File, "run", name);
        await Sandbox.WaitUntilRunningAsync(sandbox.Daemon(name), run);
        return run;
    }

    /// <summary>Waits until a file of the output directory has at least <paramref name="count"/> lines, and returns them.</summary>
    public static async Task<string[]> OutputAsync(this Sandbox sandbox, string file, int count = 1)
    {
        var text =
            await Wait.ForFileAsync(Path.Combine(sandbox.OutputDirectory, file), text => text.Count(letter => letter == '\n') >= count);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Opens the processes that a daemon has listed in the file "children".</summary>
    public static async Task<List<ProcessHandle>> ChildrenAsync(this Sandbox sandbox)
    {
        var line = (await sandbox.OutputAsync("children"))[0];
        return [.. line.Split(' ').Select(pid => ProcessHandle.Open(int.Parse(pid, CultureInfo.InvariantCulture)))];
    }

    /// <summary>Holds the lock in another process with a given record, until the command is killed; see hold_lock.py.</summary>
    public static async Task<RunningCommand> HoldLockAsync(this Sandbox sandbox, DaemonFiles daemon, string text)
    {
        var holder = sandbox.Begin(Tools.Python, Tools.Script("hold_lock.py"), daemon.LockFile, text);
        await Wait.UntilAsync(
            () => holder.HasEnded || (daemon.IsLocked && new FileInfo(daemon.LockFile).Length > 0), $"{daemon.LockFile} is held");
        Assert.False(holder.HasEnded, "the holder of the lock has ended");
        return holder;
    }

    /// <summary>Starts a process unrelated to any daemon, in its own session, so a signal to its group hits nothing else.</summary>
    public static async Task<RunningCommand> BeginInnocentAsync(this Sandbox sandbox)
    {
        // setsid(1) does not fork here: the process is the command itself.
        var innocent = sandbox.Begin("/usr/bin/setsid", "/bin/sleep", "1000");
        await Wait.UntilAsync(
            () => ProcessView.Read(innocent.Pid) is { } process && process.Session == process.Pid, "the innocent process has its session");
        return innocent;
    }

    /// <summary>Kills a command and waits for its end.</summary>
    public static async Task EndAsync(this RunningCommand command)
    {
        command.Kill();
        await command.CompleteAsync();
    }

    /// <summary>Lists everything in the runtime directory, with the attributes that reveal a change.</summary>
    public static List<string> Snapshot(this Sandbox sandbox) =>
    [
        .. from path in Directory.EnumerateFileSystemEntries(sandbox.RuntimeDirectory).Order(StringComparer.Ordinal)
           select $"{path} {File.GetLastWriteTimeUtc(path):O} {File.GetUnixFileMode(path)} {File.ReadAllText(path)}",
    ];
}
