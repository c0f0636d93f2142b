using System.Globalization;

namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>A program under strace(1), which sees what it asks of the kernel.</summary>
internal sealed class Strace
{
    /// <summary>Every way there is to send a signal.</summary>
    public const string Signals = "kill,tkill,tgkill,pidfd_send_signal,rt_sigqueueinfo,rt_tgsigqueueinfo";

    private readonly string _file;

    private Strace(RunningCommand command, string file)
    {
        Command = command;
        _file = file;
    }

    public RunningCommand Command { get; }

    /// <summary>The calls so far, in order, each without the thread that made it.</summary>
    public string[] Calls => File.Exists(_file) ? Array.ConvertAll(File.ReadAllLines(_file), line => line[line.IndexOf(' ')..].TrimStart()) : [];

    /// <summary>Whether a call is the one of that name, with all of these texts in its arguments and result.</summary>
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

    /// <summary>Runs a program to its end, and gives the calls of the names that <paramref name="trace"/> lists.</summary>
    public static async Task<(CommandResult Result, string[] Calls)> RunAsync(Sandbox sandbox, string trace, string file, params string[] args)
    {
        var running = Begin(sandbox, ["--seccomp-bpf", "-e", "trace=" + trace], file, args);
        return (await running.Command.CompleteAsync(), running.Calls);
    }

    /// <summary>Sets a program on its way. strace follows all that it starts, and so ends only after the daemon.</summary>
    public static Strace Begin(Sandbox sandbox, ReadOnlySpan<string> options, string file, params ReadOnlySpan<string> args)
    {
        var output = Path.Combine(sandbox.Create("trace"), Guid.NewGuid().ToString("n", CultureInfo.InvariantCulture));
        return new Strace(sandbox.Begin(Tools.Strace, ["-f", "-qq", "-e", "signal=none", "-s", "300", "-o", output, .. options, "--", file, .. args]), output);
    }
}
