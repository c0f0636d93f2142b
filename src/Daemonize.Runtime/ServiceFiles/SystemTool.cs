using System.Text;
using Daemonize.Options;
using Daemonize.Platform.Linux;
using Daemonize.Stages;

namespace Daemonize.ServiceFiles;

/// <summary>
/// A program of the system, such as systemctl(1), run to its end. Not by <see cref="System.Diagnostics.Process"/>, whose pipes, sockets and tasks every NativeAOT
/// daemon would carry along: a tenth of a small one.
/// </summary>
/// <param name="ExitCode">Its exit code, as a shell has it.</param>
/// <param name="Output">What it wrote to standard output, without the last line end.</param>
/// <param name="Error">The first line that it wrote to standard error.</param>
internal sealed record SystemTool(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == DaemonExitCode.Success;

    /// <summary>Runs it with its output kept.</summary>
    public static SystemTool Run(IReadOnlyList<string> words)
    {
        using var nothing = Descriptor.OpenNull();
        using var output = Descriptor.OpenMemory("output");
        using var error = Descriptor.OpenMemory("error");
        var exitCode = Run(words, [new("LC_ALL", "C"), new("SYSTEMD_COLORS", "0")], [nothing.Number, output.Number, error.Number]);
        return new SystemTool(exitCode, Read(output).TrimEnd('\n'), Read(error).Split('\n', 2)[0]);
    }

    /// <summary>Runs it with the streams of this process, and gives its exit code.</summary>
    public static int RunInPlace(IReadOnlyList<string> words) => Run(words, variables: [], [0, Terminal.Output, Terminal.Error]);

    private static int Run(IReadOnlyList<string> words, List<NameValue> variables, ReadOnlySpan<int> streams)
    {
        var program = LaunchSpec.OfTool(Find(words[0]), [.. words], [.. variables, .. UserManager.MissingVariables]);
        ProcessEnd.KeepUntilReaped();
        var pid = Spawner.Spawn(program, streams);
        return ProcessEnd.Reap(pid)?.ShellCode ?? throw new DaemonException($"cannot learn how {words[0]} ended; try again");
    }

    /// <summary>By PATH, and where it always is. A relative directory does not count: the current one may be anybody's, or gone.</summary>
    private static string Find(string name)
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

    /// <summary>From the beginning: the tool has left its own place in it at the end.</summary>
    private static string Read(Descriptor memory) => Encoding.UTF8.GetString(ProcFs.TryReadAll(ProcFs.PathOf(Environment.ProcessId, $"fd/{memory.Number}"), out _) ?? []);
}
