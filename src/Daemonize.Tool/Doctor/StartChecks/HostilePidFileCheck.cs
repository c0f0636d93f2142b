using System.Globalization;
using Daemonize.Launch;
using Daemonize.Platform.Linux;
using Daemonize.Text;
using Daemonize.Tool.Doctor.Starting;

namespace Daemonize.Tool.Doctor.StartChecks;

/// <summary>
/// S11: a pid file with a wrong content harms nobody. To a careless program 0 is its own process group and -1 is every process, so this is
/// done only where the namespace has nothing but the sandbox.
/// </summary>
internal static class HostilePidFileCheck
{
    /// <summary>Stands for the id of a process that has nothing to do with the daemon.</summary>
    private const string Innocent = "INNOCENT";

    private const string Advice =
        "signal only a process that holds the lock, by a pidfd; never pass a number of a file to kill(2)";

    private static readonly string[] Contents =
        ["0\n", "-1\n", "1\n", "4294967297\n", "12 34\n", "garbage\n", "", Innocent];

    private static readonly string[] Verbs = ["stop", "reload", "status"];

    public static CheckResult Look(SandboxedProgram program)
    {
        if (!SandboxedProgram.HasNamespace)
        {
            return CheckResult.NotKnown(SandboxNeeds.Namespace);
        }

        foreach (var content in Contents)
        {
            foreach (var verb in Verbs)
            {
                if (FindHarm(program, content, verb) is { } harm)
                {
                    return harm;
                }
            }
        }

        return LookAtStart(program);
    }

    /// <summary>Starts it while the pid file names another process, as after a power failure.</summary>
    private static CheckResult LookAtStart(SandboxedProgram program)
    {
        if (FindHarm(program, Innocent, "start") is { } harm)
        {
            return harm;
        }

        var hasStarted = program.FindDaemon() is not null;
        program.CleanUp();
        if (!hasStarted)
        {
            // If it does not start without the file either, that is another mistake.
            program.Start();
        }

        return hasStarted
            ? CheckResult.PassedAs($"{Contents.Length} contents, {Verbs.Length} verbs each, and a start")
            : CheckResult.Found("it does not start while its pid file names another process", "decide by the lock only", "");
    }

    private static CheckResult? FindHarm(SandboxedProgram program, string content, string verb)
    {
        using var innocent = BeginInnocent();
        var text = content == Innocent ? innocent.Process.Id.ToString(CultureInfo.InvariantCulture) + "\n" : content;
        File.WriteAllText(program.PidFile, text);
        var before = InnocentStage.PendingOf(Environment.ProcessId);
        var run = program.Run(verb);
        var name = content == Innocent ? "another process" : $"\"{OneLine.From(content)}\"";
        var victim =
            run.End is { Signal: { } signal } ? $"itself ({signal})"
            : innocent.Process.WaitForEnd(TimeSpan.Zero) || InnocentStage.PendingOf(innocent.Process.Id) != 0
            ? "a process that is not the daemon"
            : InnocentStage.PendingOf(Environment.ProcessId) != before ? "process 1"
            : null;
        innocent.Process.Signal(Libc.SIGKILL);
        _ = innocent.Complete(TimeSpan.Zero);
        return victim is null ? null
            : CheckResult.Found($"with a pid file that has {name}, '{verb}' signals {victim}", Advice, run.Description);
    }

    /// <summary>Starts a process that does nothing: this tool as another stage.</summary>
    private static BackgroundVerb BeginInnocent() => BackgroundVerb.Begin(InnocentStage.Verb, static (nothing, output, error) =>
        Spawner.Spawn(LaunchSpec.Of([InnocentStage.Verb], variables: []), [nothing, output, error], inNewSession: true,
            InnocentStage.Blocked));
}
