using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Daemonize.Package.Tests.Infrastructure;

/// <summary>A runtime, a log and an output directory for the daemon of one test, which ends with the sandbox.</summary>
internal sealed class Sandbox : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("daemonize-sandbox-").FullName;
    private readonly ProcessStartInfo _command;

    public Sandbox(ProcessStartInfo command)
    {
        _command = command;
        Set("RUNTIME_DIRECTORY", RunFolder);
        Set("LOGS_DIRECTORY", LogFolder);
        Set("NEWSAPP_OUTPUT", OutputFolder);
        _command.Environment.Remove("NEWSAPI_KEY");
    }

    /// <summary>The directory of the pid and lock files.</summary>
    public string RunFolder => Path.Combine(_folder, "run");

    public string LogFolder => Path.Combine(_folder, "log");

    /// <summary>The directory to which NewsApp writes.</summary>
    public string OutputFolder => Path.Combine(_folder, "out");

    /// <summary>Calls the program with a verb.</summary>
    public Task<ToolResult> CallAsync(params string[] arguments)
    {
        var call =
            new ProcessStartInfo(
                _command.FileName, [.. _command.ArgumentList, .. arguments])
            { WorkingDirectory = _command.WorkingDirectory };
        call.Environment.Clear();
        foreach (var (name, value) in _command.Environment)
        {
            call.Environment[name] = value;
        }

        return Tool.RunAsync(call);
    }

    /// <summary>
    /// Checks the sequence that the README shows: not running, started and ready, queried, already running on a second start, working
    /// according to its log, stopped, and nothing left.
    /// </summary>
    public async Task LiveAsync(string daemon, string pidFile, Predicate<string> isAtWork)
    {
        Assert.Equal(3, (await CallAsync("status")).ExitCode);

        var start = await CallAsync("start");
        Assert.True(start.ExitCode == 0, $"start: {start}");
        Assert.Matches($@"^{daemon} started \(pid \d+\)\n$", start.Output);
        Assert.Empty(start.Error);
        var pid = ReadPid(pidFile);
        Assert.Equal($"{daemon} started (pid {pid})\n", start.Output);
        Assert.True(IsAlive(pid));

        var status = await CallAsync("status");
        Assert.Equal(0, status.ExitCode);
        Assert.Matches($@"^{daemon}  running  pid {pid}  up \S+", status.Output);
        Assert.Equal($"{daemon} is already running (pid {pid})\n", (await CallAsync("start")).Output);

        await WaitForLogAsync(daemon, isAtWork);
        var stop = await CallAsync("stop");
        Assert.True(stop.ExitCode == 0, $"stop: {stop}");
        Assert.Equal($"{daemon} stopped (pid {pid})\n", stop.Output);
        Assert.False(IsAlive(pid));
        Assert.Equal(
            [Path.ChangeExtension(pidFile, ".history"), pidFile + ".lock", Path.ChangeExtension(pidFile, ".status")],
            Directory.GetFiles(RunFolder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.Equal(3, (await CallAsync("status")).ExitCode);
    }

    /// <summary>Reads a pid file, which must exist.</summary>
    public int ReadPid(string pidFile) => int.Parse(File.ReadAllText(Path.Combine(RunFolder, pidFile)), CultureInfo.InvariantCulture);

    public Task<string> WaitForLogAsync(string daemon, Predicate<string> isWanted) =>
        Wait.ForFileAsync(Path.Combine(LogFolder, daemon + ".log"), isWanted);

    /// <summary>Ends a process that a failed test left running, only if it has the lock file of this sandbox open.</summary>
    public void Dispose()
    {
        foreach (var lockFile in Directory.GetFiles(RunFolder, "*.lock"))
        {
            if (Regex.Match(File.ReadAllText(lockFile), @"^(\d+) \d+ \d+ (\d+)\n") is { Success: true } record
                && new FileInfo($"/proc/{record.Groups[1].Value}/fd/{record.Groups[2].Value}").LinkTarget == lockFile)
            {
                using var daemon = Process.GetProcessById(int.Parse(record.Groups[1].Value, CultureInfo.InvariantCulture));
                daemon.Kill();
                daemon.WaitForExit(Patience);
            }
        }

        Directory.Delete(_folder, recursive: true);
    }

    private void Set(string variable, string folder) => _command.Environment[variable] = Directory.CreateDirectory(folder).FullName;

    /// <summary>Whether the process runs. A zombie does not: in a container it may remain for as long as process 1 likes.</summary>
    public static bool IsAlive(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
