using System.Text;
using Daemonize.Launch;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Text;

namespace Daemonize.ServiceFiles;

/// <summary>
/// A program of the system, such as systemctl(1), run to its end. Not by <see cref="System.Diagnostics.Process"/>, whose pipes, sockets and
/// tasks would be part of every NativeAOT daemon: a tenth of a small one.
/// </summary>
/// <param name="ExitCode">The exit code, as a shell reports it.</param>
/// <param name="Output">The standard output, without the last line end.</param>
/// <param name="Error">The first line of standard error.</param>
internal sealed record SystemTool(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == DaemonExitCode.Success;

    /// <summary>Runs a program and keeps its output.</summary>
    public static SystemTool Run(IReadOnlyList<string> words)
    {
        using var nothing = Descriptor.OpenNull();
        using var output = Descriptor.OpenMemory("output");
        using var error = Descriptor.OpenMemory("error");
        var exitCode = Run(words, [new("LC_ALL", "C"), new("SYSTEMD_COLORS", "0")], [nothing.Number, output.Number, error.Number]);
        return new SystemTool(exitCode, Read(output).TrimEnd('\n'), Read(error).Split('\n', 2)[0]);
    }

    /// <summary>Runs a program with the streams of this process and returns its exit code.</summary>
    public static int RunInPlace(IReadOnlyList<string> words) => Run(words, variables: [], [0, Terminal.Output, Terminal.Error]);

    private static int Run(IReadOnlyList<string> words, List<NameValue> variables, ReadOnlySpan<int> streams)
    {
        var program = LaunchSpec.OfTool(Find(words[0]), [.. words], [.. variables, .. UserManager.MissingVariables]);
        ChildProcess.KeepUntilReaped();
        var pid = Spawner.Spawn(program, streams);
        return ChildProcess.Reap(pid)?.ShellCode ?? throw new DaemonException($"cannot learn how {words[0]} ended; try again");
    }

    /// <summary>
    /// Finds a program by PATH, and in its usual directories. A relative directory is skipped: the current one may be anybody's, or gone.
    /// </summary>
    public static string Find(string name)
    {
        foreach (var directory in $"{Environment.GetEnvironmentVariable("PATH")}:/usr/bin:/bin".Split(':'))
        {
            if (directory is ['/', ..] && Libc.access($"{directory}/{name}", Libc.X_OK) == 0)
            {
                return $"{directory}/{name}";
            }
        }

        throw new DaemonException($"cannot run {name}: there is none in PATH; is it installed?");
    }

    /// <summary>Reads from the beginning: the tool has left its offset at the end.</summary>
    private static string Read(Descriptor memory) =>
        Encoding.UTF8.GetString(ProcFs.TryReadAll(ProcFs.PathOf(Environment.ProcessId, $"fd/{memory.Number}"), out _) ?? []);
}
