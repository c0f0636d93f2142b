using System.Text;
using Daemonize.Arguments;
using Daemonize.Launch;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;
using Daemonize.Text;
using Daemonize.Tool.Acting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Doctor;

/// <summary>
/// Finds the daemons of a program that is named by its path, started or not: the program describes them, which runs no code of it
/// (docs/cards.md).
/// </summary>
internal static class ProgramDaemons
{
    private const string Assembly = ".dll";
    private const string Host = "dotnet";

    /// <summary>Longer than a program needs to begin on a busy machine. Another program may never end.</summary>
    private static readonly TimeSpan Limit = new(0, 0, 30);

    /// <summary>Whether a word is the path of a program: a path of a file that can be executed, or of an assembly.</summary>
    public static bool IsProgram(string word) =>
        (word is ['/', ..] || word.StartsWith("./", StringComparison.Ordinal) || word.StartsWith("../", StringComparison.Ordinal))
        && FileStat.TryRead(word, out var facts, out _) && facts.IsRegular
        && (word.EndsWith(Assembly, StringComparison.Ordinal) || Libc.access(word, Libc.X_OK) == 0);

    /// <summary>Gets the daemons of a program: those that were found already as they are, and the others as stopped.</summary>
    public static List<SeenDaemon> Find(string program, List<SeenDaemon> all)
    {
        var path = Path.GetFullPath(program);
        string[] command = path.EndsWith(Assembly, StringComparison.Ordinal) ? [FindHost(), path] : [path];
        TrustedProgram.Check(command, ProcessOwner.OfThis);
        List<DaemonCard> cards = [];
        foreach (var line in Describe(command).Split('\n'))
        {
            if (DaemonCard.Parse(Encoding.UTF8.GetBytes(line)) is { } card)
            {
                cards.Add(card);
            }
        }

        return cards.Count > 0
            ? cards.ConvertAll(card => FindSeen(card, all) ?? Create(card))
            : throw new DaemonException(
                $"{OneLine.From(program)} does not describe any daemon; is it a program that was built with Daemonize?",
                DaemonExitCode.Usage);
    }

    private static SeenDaemon? FindSeen(DaemonCard card, List<SeenDaemon> all)
    {
        var found = all.Find(daemon => daemon.Program == card.Program && daemon.Daemon == card.Daemon
            && daemon.Instance == card.Instance && card.PidFile is { } path && daemon.PidFile is { } seen
            && RealPath.Of(path) == RealPath.Of(seen));
        return found is { Card: null } ? found with { Card = new FoundCard("", card) } : found;
    }

    private static SeenDaemon Create(DaemonCard card)
    {
        var found = new FoundCard("", card);
        var (name, program) = (OneLine.From(found.Name), OneLine.From(card.Program));
        var status = new DaemonStatus { Name = name, Program = program, State = DaemonState.Stopped };
        return new SeenDaemon(status) { PidFile = card.PidFile, Card = found, Command = card.Command };
    }

    /// <summary>Runs the program with the verb that describes its daemons, and returns what it writes.</summary>
    private static string Describe(string[] command)
    {
        using var nothing = Descriptor.OpenNull();
        using var output = Descriptor.OpenMemory("output");
        ChildProcess.KeepUntilReaped();
        string[] words = [.. command, StageVerb.Describe];
        var pid = Spawner.Spawn(LaunchSpec.OfTool(command[0], words, variables: []), [nothing.Number, output.Number, nothing.Number]);

        // A thread, because the wait for a child has no limit of time.
        var reaper = new Thread(() => _ = ChildProcess.Reap(pid)) { IsBackground = true };
        reaper.Start();
        return reaper.Join(Limit)
            ? Encoding.UTF8.GetString(ProcFs.TryReadAll(ProcFs.PathOf(Environment.ProcessId, $"fd/{output.Number}"), out _) ?? [])
            : throw new DaemonException(
                $"{OneLine.From(command[^1])} still runs after {Duration.Format(Limit)} (pid {pid}); is it a program that was built with " +
                "Daemonize?");
    }

    /// <summary>Finds the host in PATH; a relative directory there may be anybody's.</summary>
    private static string FindHost()
    {
        foreach (var directory in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
        {
            if (directory is ['/', ..] && Libc.access($"{directory}/{Host}", Libc.X_OK) == 0)
            {
                return $"{directory}/{Host}";
            }
        }

        throw new DaemonException($"cannot run {Host}: there is none in PATH; name the program's executable instead", DaemonExitCode.Usage);
    }
}
