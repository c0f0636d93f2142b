using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>
/// A directory for daemons; at its end none may run. Everything that is started in it carries a variable that names the sandbox, so it is
/// found again in every state, and no other process receives a signal.
/// </summary>
internal sealed class Sandbox : IAsyncDisposable
{
    private const string Marker = "DAEMONIZE_SANDBOX";

    /// <summary>How long a process may take to end by itself before it counts as leftover.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>The sandboxes in use. What they have started must not outlive a test run that is interrupted (SIGTERM, Ctrl+C).</summary>
    private static readonly ConcurrentDictionary<string, Sandbox> InUse = [];

    private readonly List<RunningCommand> _commands = [];

    /// <summary>Since .NET 10, SIGTERM raises no ProcessExit. With the registration it still ends this process.</summary>
    private static readonly PosixSignalRegistration Termination =
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, static _ => KillAll());

    static Sandbox()
    {
        AppDomain.CurrentDomain.ProcessExit += static (_, _) =>
        {
            KillAll();
            Termination.Dispose();
        };
    }

    public Sandbox()
    {
        Root = Directory.CreateTempSubdirectory("daemonize-").FullName;
        InUse[Root] = this;
        RuntimeDirectory = Create("run");
        LogDirectory = Create("log");
        OutputDirectory = Create("out");
        CardDirectory = Path.Combine(Root, "cards");
        Environment = new()
        {
            [Marker] = Root,
            ["RUNTIME_DIRECTORY"] = RuntimeDirectory,
            ["LOGS_DIRECTORY"] = LogDirectory,
            ["TESTAPP_OUTPUT"] = OutputDirectory,
            ["NEWSAPP_OUTPUT"] = OutputDirectory,
            ["NEWSAPI_KEY"] = null,
            ["NO_COLOR"] = null,
            ["DAEMONIZE_CARDS"] = CardDirectory,

            // If a service runs the tests, the variable would claim that the directories above belong to that service.
            ["SYSTEMD_EXEC_PID"] = null,
        };
    }

    public string Root { get; }

    /// <summary>The directory of the pid and lock files.</summary>
    public string RuntimeDirectory { get; }

    public string LogDirectory { get; }

    /// <summary>The directory of the cards, which the first start creates.</summary>
    public string CardDirectory { get; }

    /// <summary>The directory to which the daemons of the test program write.</summary>
    public string OutputDirectory { get; }

    /// <summary>The variables that programs receive in addition to the environment of the tests; null removes a variable.</summary>
    public Dictionary<string, string?> Environment { get; }

    /// <summary>The directory that the programs are started in.</summary>
    public string WorkingDirectory { get; set; } = "/tmp";

    /// <summary>The running processes of this sandbox: daemons, their children, and commands that have not ended.</summary>
    public List<ProcessView> Processes => [.. ProcessView.All().Where(process => process.HasVariable($"{Marker}={Root}"))];

    public DaemonFiles Daemon(string name, string? pidFile = null) =>
        new(Path.Combine(RuntimeDirectory, pidFile ?? name + ".pid"), Path.Combine(LogDirectory, name + ".log"));

    public string Create(string directory) => Directory.CreateDirectory(Path.Combine(Root, directory)).FullName;

    public Task<CommandResult> RunAsync(App app, params ReadOnlySpan<string> args) => ExecuteAsync(app.File, args);

    /// <summary>Starts a daemon, which must succeed.</summary>
    public async Task<DaemonFiles> StartAsync(App app, string name)
    {
        (await RunAsync(app, "start", name)).Succeeds();
        return Daemon(name);
    }

    /// <summary>Runs any program to its end: a launcher, a shell, strace(1).</summary>
    public Task<CommandResult> ExecuteAsync(string file, params ReadOnlySpan<string> args) => Begin(file, args).CompleteAsync();

    /// <summary>Starts a program without waiting for its end.</summary>
    public RunningCommand Begin(string file, params ReadOnlySpan<string> args)
    {
        var info = new ProcessStartInfo(file)
        {
            WorkingDirectory = WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var arg in args)
        {
            info.ArgumentList.Add(arg);
        }

        foreach (var (name, value) in Environment)
        {
            info.Environment[name] = value;
        }

        var command = new RunningCommand(info);
        lock (_commands)
        {
            _commands.Add(command);
        }

        return command;
    }

    /// <summary>Waits until a command that ends only with its daemon, such as strace(1), has started it.</summary>
    public static async Task WaitUntilRunningAsync(DaemonFiles daemon, RunningCommand start)
    {
        await Wait.UntilAsync(() => daemon.IsRunning || start.HasEnded, $"{daemon.LockFile} is held by a daemon that is ready");
        if (start.HasEnded)
        {
            Assert.Fail($"the start has ended: {await start.CompleteAsync()}");
        }
    }

    /// <summary>Waits until no process runs here, as after a failed start, and fails the test if one still runs.</summary>
    public async Task WaitUntilEmptyAsync(TimeSpan? limit = null)
    {
        List<ProcessView> left = [];
        var end = System.Environment.TickCount64 + (long)(limit ?? Grace).TotalMilliseconds;
        while ((left = Processes).Count > 0)
        {
            Assert.True(System.Environment.TickCount64 < end, $"left behind in {Root}:\n{string.Join('\n', left)}");

            // The end of a process that is not a child raises an event on its pidfd; but others may start meanwhile without an event.
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Fails the test unless only the daemon's lock file, unlocked, and its log remain.</summary>
    public async Task AssertNothingIsLeftAsync(DaemonFiles daemon)
    {
        await WaitUntilEmptyAsync();

        // A process that is about to end releases its memory, and with it the variable that identifies it, a moment before its files.
        await Wait.UntilAsync(() => !daemon.IsLocked, $"{daemon.LockFile} is free", Grace);
        Assert.Empty(Processes);
        Assert.False(File.Exists(daemon.PidFile), $"{daemon.PidFile} is left");
    }

    /// <summary>Ends the running daemons and all other processes; the latter fail the test.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync(DaemonsWithTheirSessions());
        string? problem = null;
        try
        {
            await WaitUntilEmptyAsync();
        }
        catch (Xunit.Sdk.TrueException exception)
        {
            problem = exception.Message;
            await EndAsync(Processes);
        }

        _commands.ForEach(command => command.Dispose());
        _ = InUse.TryRemove(Root, out _);
        Directory.Delete(Root, recursive: true);
        Assert.True(problem is null, problem);
    }

    /// <summary>The processes that hold a lock as its record says, and the sessions that were created for them.</summary>
    private List<ProcessView> DaemonsWithTheirSessions()
    {
        var sessions = new HashSet<int>();
        foreach (var lockFile in Directory.EnumerateFiles(Root, "*.lock", SearchOption.AllDirectories))
        {
            // A test may have put a FIFO there, which has no writer; its length is 0.
            if (new FileInfo(lockFile) is { Length: > 0, LinkTarget: null }
                && DaemonRecord.Parse(File.ReadAllText(lockFile)) is { } record
                && (record.IsReady || record.IsWaiting)
                && new FileInfo($"/proc/{record.Pid}/fd/{record.Descriptor}").LinkTarget == lockFile)
            {
                sessions.Add(record.Session);
            }
        }

        return Processes.FindAll(process => sessions.Contains(process.Session));
    }

    /// <summary>Kills processes and waits for their end; checks each just before that it still belongs to this sandbox.</summary>
    private async Task EndAsync(List<ProcessView> processes)
    {
        foreach (var process in processes)
        {
            using var handle = TryOpenOwn(process);
            if (handle is not null)
            {
                handle.Signal(Native.SigKill);
                await handle.WaitForEndAsync();
            }
        }
    }

    private static void KillAll()
    {
        // A command may start another process just before it is killed.
        const int rounds = 3;
        for (var round = 0; round < rounds; round++)
        {
            InUse.Values.ToList().ForEach(static sandbox => sandbox.Processes.ForEach(sandbox.Kill));
        }
    }

    private void Kill(ProcessView process)
    {
        using var handle = TryOpenOwn(process);
        handle?.Signal(Native.SigKill);
    }

    /// <summary>Opens a process; null if it has ended, or does not belong to this sandbox any more.</summary>
    private ProcessHandle? TryOpenOwn(ProcessView process)
    {
        var handle = ProcessHandle.TryOpen(process.Pid);
        if (handle is not null && !process.HasVariable($"{Marker}={Root}"))
        {
            handle.Dispose();
            return null;
        }

        return handle;
    }
}
