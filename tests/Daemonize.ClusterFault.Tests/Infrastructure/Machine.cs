using System.Globalization;

namespace Daemonize.ClusterFault.Tests.Infrastructure;

/// <summary>A machine of a cluster: its own directories, and one daemon.</summary>
internal sealed class Machine(Sandbox sandbox, string name)
{
    public const int SigContinue = 18;
    public const int SigStop = 19;

    /// <summary>The program with the daemons.</summary>
    public static App Program { get; } = new("Daemonize.ClusterApp", "ClusterApp");

    public Sandbox Sandbox => sandbox;

    public string Name => name;

    /// <summary>A command that runs the program, such as one that puts it into a namespace; empty to run it directly.</summary>
    public string[] Launcher { get; set; } = [];

    public DaemonFiles Files => sandbox.Daemon(name);

    public int Pid => Files.Pid;

    /// <summary>All that the ticks of this machine have noted, in its order.</summary>
    public List<Event> Events =>
    [
        .. from file in Directory.GetFiles(sandbox.OutputDirectory, $"{name}-*")
           let pid = int.Parse(file.AsSpan(file.LastIndexOf('-') + 1), CultureInfo.InvariantCulture)
           let text = File.ReadAllText(file)
           from line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)
           let one = Event.Parse(pid, line)
           orderby one.At
           select one,
    ];

    public List<Event> Begins => Events.FindAll(static one => one.IsBegin);

    private string HoldFile => Path.Combine(sandbox.OutputDirectory, "hold");

    /// <summary>Runs a verb for the daemon.</summary>
    public Task<CommandResult> RunAsync(string verb, params IEnumerable<string> options)
    {
        string[] words = [.. Launcher, Program.File, verb, name, .. options];
        return sandbox.ExecuteAsync(words[0], words.AsSpan(1));
    }

    /// <summary>Starts the daemon, and checks the role with which it begins.</summary>
    public async Task StartAsync(string role, params IEnumerable<string> options)
    {
        var result = (await RunAsync("start", options)).Succeeds();
        Assert.StartsWith($"{name} started (pid {Pid}, {role}", result.Output, StringComparison.Ordinal);
    }

    public async Task StopAsync() => (await RunAsync("stop")).Succeeds();

    public Task<int> KillAsync() => Files.KillAsync();

    public void Signal(int signal)
    {
        using var process = ProcessHandle.Open(Pid);
        process.Signal(signal);
    }

    /// <summary>Lets the next tick of this machine last until <see cref="LetGo"/>.</summary>
    public void Hold() => File.WriteAllText(HoldFile, "");

    public void LetGo() => File.Delete(HoldFile);

    /// <summary>Waits until the process that runs now has begun a number of ticks. Returns the last begin.</summary>
    public async Task<Event> BeginsAsync(int count)
    {
        var pid = Pid;
        await Wait.UntilAsync(() => Begins.Count(one => one.Pid == pid) >= count, $"{count} ticks of {pid} have begun");
        return Begins.FindLast(one => one.Pid == pid)!;
    }

    /// <summary>Starts the daemon as the leader, and waits until it is in a tick that lasts until <see cref="LetGo"/>.</summary>
    public async Task<Event> StartInTickAsync(params IEnumerable<string> options)
    {
        Hold();
        await StartAsync("leader", options);
        return await BeginsAsync(1);
    }

    /// <summary>Waits until the log has a text.</summary>
    public Task LogsAsync(string text) =>
        Wait.ForFileAsync(Files.LogFile, log => log.Contains(text, StringComparison.Ordinal));

    /// <summary>Waits until the status has a text.</summary>
    public Task<CommandResult> StatusAsync(string text) =>
        Wait.ForAnswerAsync(
            () => RunAsync("status"), result => result.Output.Contains(text, StringComparison.Ordinal), $"the status has '{text}'",
            () => Task.FromResult(Files.Log));
}
