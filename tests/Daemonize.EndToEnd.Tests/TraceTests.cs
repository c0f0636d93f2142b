using System.Text.RegularExpressions;

namespace Daemonize.EndToEnd.Tests;

/// <summary>The system calls of a start, recorded by strace(1).</summary>
public sealed partial class TraceTests : EndToEndTest
{
    private const string Calls =
        "execve,clone,clone3,fork,vfork,setsid,close_range,openat,fcntl,ftruncate,write,umask,chdir,unlink,exit_group";

    [Fact]
    [Trait("Checklist", "8")]
    [Trait("Checklist", "25")]
    public async Task DaemonIsTheGrandchildOfTheCommand()
    {
        var daemon = Sandbox.Daemon("wait");
        var calls = await TraceAsync(daemon);
        var files = $"{Regex.Escape(daemon.LockFile)}|{Regex.Escape(daemon.PidFile)}";
        var (command, session, pid) = Stages(calls);

        // Never fork: each new process shares its parent's memory until it calls execve.
        Assert.All(calls.Where(call => Clone().IsMatch(call.Text)), call => Assert.Matches("CLONE_THREAD|CLONE_VFORK|vfork", call.Text));
        Assert.Equal(2, calls.Count(call => call.Text.StartsWith("execve(", StringComparison.Ordinal)));

        Assert.Equal(
            [
                // Opens to check whether it runs already, single or as instances; then to lock.
                $"{command} open lock",
                $"{command} open lock",
                $"{command} F_OFD_SETLK",
                $"{command} ftruncate",
                $"{session} setsid",
                $"{pid} close_range",
                $"{pid} umask",
                $"{pid} execve",
                $"{pid} F_OFD_SETLK",
                $"{pid} chdir",
                $"{pid} open pid",
                $"{pid} ftruncate",
                $"{pid} write pid",
                $"{pid} ftruncate",
                $"{pid} write record",
                $"{pid} write ready",
            ],
            calls.Select(call => $"{call.Pid} {Meaning(call.Text, daemon, pid)}")
                .Where(line => !line.EndsWith(' ') && !line.StartsWith($"{command} execve", StringComparison.Ordinal)));

        Assert.All(
            calls.Where(call => Regex.IsMatch(call.Text, $"^openat.*({files})\".*O_CREAT")),
            call => Assert.Matches("O_NOFOLLOW.*O_CLOEXEC|O_CLOEXEC.*O_NOFOLLOW", call.Text));
    }

    /// <summary>Gets the name of a call that is part of the start; empty for the runtime's calls.</summary>
    private static string Meaning(string call, DaemonFiles daemon, int pid) =>
        call.StartsWith($"openat(AT_FDCWD, \"{daemon.LockFile}\"", StringComparison.Ordinal) ? "open lock"
        : call.StartsWith($"openat(AT_FDCWD, \"{daemon.PidFile}\"", StringComparison.Ordinal) ? "open pid"
        : call.Contains($", \"{pid}\\n\", ", StringComparison.Ordinal) ? "write pid"
        : call.Contains($", \"{pid} ", StringComparison.Ordinal) ? "write record"
        : call.Contains(", \"ready\\n", StringComparison.Ordinal) ? "write ready"
        : call.Contains("F_OFD_SETLK", StringComparison.Ordinal) ? "F_OFD_SETLK"
        : call.StartsWith("ftruncate(", StringComparison.Ordinal) && call.Contains(", 0)", StringComparison.Ordinal) ? "ftruncate"
        : call.StartsWith("close_range(5, 4294967295, 0)", StringComparison.Ordinal) ? "close_range"
        : Named().Match(call) is { Success: true } named ? named.Groups[1].Value
        : "";

    private static (int Command, int Session, int Daemon) Stages(List<Call> calls)
    {
        var programs = calls.FindAll(call => call.Text.StartsWith("execve(", StringComparison.Ordinal));
        var session = calls.Single(call => call.Text.StartsWith("setsid(", StringComparison.Ordinal));
        return programs is [var command, var daemon]
            ? (command.Pid, session.Pid, daemon.Pid)
            : throw new InvalidOperationException($"not two programs but: {string.Join('\n', programs)}");
    }

    /// <summary>Starts and stops the daemon "wait", and returns the calls until it was ready.</summary>
    private async Task<List<Call>> TraceAsync(DaemonFiles daemon)
    {
        var trace = Path.Combine(Sandbox.Root, "trace");
        var start = Sandbox.Begin(Tools.Strace, "-f", "-s", "200", "-o", trace, "-e", "trace=" + Calls, App.Test.File, "start", "wait");
        await Sandbox.WaitUntilRunningAsync(daemon, start);
        (await Sandbox.RunAsync(App.Test, "stop", "wait")).Succeeds();

        // strace follows the daemon, so it ends with it.
        (await start.CompleteAsync()).ExitsWith(0);
        var calls = File.ReadLines(trace).Select(Call.Parse).OfType<Call>().ToList();
        return calls[..(calls.FindIndex(call => call.Text.Contains("\"ready\\n", StringComparison.Ordinal)) + 1)];
    }

    [GeneratedRegex("^(clone3?|v?fork)\\(")]
    private static partial Regex Clone();

    [GeneratedRegex("^(execve|setsid|umask|chdir)\\(")]
    private static partial Regex Named();

    /// <summary>A line of strace. The second half of a call that another process's call has interrupted is redundant.</summary>
    private sealed record Call(int Pid, string Text)
    {
        public static Call? Parse(string line) =>
            line.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries) is [var pid, var text] && !text.StartsWith('<')
                && !text.StartsWith('+')
                ? new Call(int.Parse(pid, null), text.TrimStart())
                : null;
    }
}
