using System.Globalization;

namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>A program under strace(1), which records its system calls.</summary>
internal sealed class Strace
{
    /// <summary>The system calls that send a signal.</summary>
    public const string Signals = "kill,tkill,tgkill,pidfd_send_signal,rt_sigqueueinfo,rt_tgsigqueueinfo";

    private readonly string _file;

    private Strace(RunningCommand command, string file)
    {
        Command = command;
        _file = file;
    }

    public RunningCommand Command { get; }

    /// <summary>The calls so far, in order, without the thread that made each.</summary>
    public string[] Calls =>
        File.Exists(_file) ? Array.ConvertAll(File.ReadAllLines(_file), line => line[line.IndexOf(' ')..].TrimStart()) : [];

    /// <summary>Whether a call has that name, and all of these texts in its arguments and result.</summary>
    public static bool Is(string call, string name, params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (!call.Contains(text, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return call.StartsWith(name + "(", StringComparison.Ordinal);
    }

    /// <summary>Runs a program to its end, and returns the calls that <paramref name="trace"/> names.</summary>
    public static async Task<(CommandResult Result, string[] Calls)> RunAsync(
        Sandbox sandbox, string trace, string file, params string[] args)
    {
        var running = Begin(sandbox, ["--seccomp-bpf", "-e", "trace=" + trace], file, args);
        return (await running.Command.CompleteAsync(), running.Calls);
    }

    /// <summary>Starts a program. strace follows all its descendants, so it ends only after the daemon.</summary>
    public static Strace Begin(Sandbox sandbox, ReadOnlySpan<string> options, string file, params ReadOnlySpan<string> args)
    {
        var output = Path.Combine(sandbox.Create("trace"), Guid.NewGuid().ToString("n", CultureInfo.InvariantCulture));
        return new Strace(
            sandbox.Begin(Tools.Strace, ["-f", "-qq", "-e", "signal=none", "-s", "300", "-o", output, .. options, "--", file, .. args]),
            output);
    }
}
