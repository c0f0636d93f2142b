namespace Daemonize.ClusterFault.Tests.Infrastructure;

/// <summary>A container of a machine: a pid namespace, in which the program is process 1.</summary>
internal sealed class Container : IDisposable
{
    private readonly Machine _machine;
    private readonly RunningCommand _command;
    private readonly ProcessHandle _first;

    private Container(Machine machine, RunningCommand command, ProcessHandle first) =>
        (_machine, _command, _first) = (machine, command, first);

    /// <summary>What the program writes to standard output and standard error.</summary>
    public string OutputFile => OutputFileOf(_machine);

    public string Output => File.ReadAllText(OutputFile);

    /// <summary>The process that runs the daemon: process 1, or its child.</summary>
    public ProcessHandle Daemon { get; private set; } = null!;

    /// <summary>The id of process 1, outside of the container.</summary>
    public int FirstPid => _first.Pid;

    /// <summary>Begins the container, and waits until its daemon is ready.</summary>
    public static async Task<Container> BeginAsync(Machine machine, string verb, params IEnumerable<string> options)
    {
        RequiresRoot.Check();
        string[] words =
        [
            "-c", "exec \"$@\" >\"$0\" 2>&1", OutputFileOf(machine), TestTools.Unshare, "--pid", "--fork", "--mount-proc", "--kill-child",
            Machine.Program.File, verb, machine.Name, .. options,
        ];
        var command = machine.Sandbox.Begin("/bin/sh", words);
        await Wait.UntilAsync(() => command.HasEnded || machine.Files.IsRunning, "the daemon of the container is ready");
        Assert.False(command.HasEnded, "the container has ended: " + TextFile.TryRead(OutputFileOf(machine)));
        var first = Assert.Single(machine.Sandbox.Processes, process => process.ParentPid == command.Pid);
        var container = new Container(machine, command, ProcessHandle.Open(first.Pid));
        var child = machine.Sandbox.Processes.Find(process => process.ParentPid == first.Pid);
        container.Daemon = ProcessHandle.Open(child?.Pid ?? first.Pid);
        return container;
    }

    /// <summary>Sends a signal to process 1, as a container's runtime does.</summary>
    public void Signal(int signal) => _first.Signal(signal);

    /// <summary>Waits until the output has a text.</summary>
    public Task PrintsAsync(string text) =>
        Wait.ForFileAsync(OutputFile, log => log.Contains(text, StringComparison.Ordinal));

    /// <summary>Runs a program inside.</summary>
    public Task<CommandResult> ExecuteAsync(params IEnumerable<string> words) =>
        _machine.Sandbox.ExecuteAsync("/usr/bin/nsenter", ["-t", $"{_first.Pid}", "-p", "-m", .. words]);

    /// <summary>Waits for the end of the container, and checks its exit code.</summary>
    public async Task EndsWithAsync(int exitCode)
    {
        var result = await _command.CompleteAsync();
        Assert.True(result.ExitCode == exitCode, $"expected exit code {exitCode}, not {result.ExitCode}:\n{Output}");
    }

    public void Dispose()
    {
        Daemon.Dispose();
        _first.Dispose();
    }

    private static string OutputFileOf(Machine machine) => Path.Combine(machine.Sandbox.LogDirectory, "output");
}
