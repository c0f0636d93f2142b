using System.Text;
using Daemonize.Arguments;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;
using Daemonize.ServiceFiles;
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

    /// <summary>Whether a word is the path of a program: a path of a file that can be executed, or of an assembly.</summary>
    public static bool IsProgram(string word) =>
        (word is ['/', ..] || word.StartsWith("./", StringComparison.Ordinal) || word.StartsWith("../", StringComparison.Ordinal))
        && FileStat.TryRead(word, out var facts, out _) && facts.IsRegular
        && (word.EndsWith(Assembly, StringComparison.Ordinal) || Libc.access(word, Libc.X_OK) == 0);

    /// <summary>Gets the daemons of a program: those that were found already as they are, and the others as stopped.</summary>
    public static List<SeenDaemon> Find(string program, List<SeenDaemon> all)
    {
        var path = Path.GetFullPath(program);
        string[] command = path.EndsWith(Assembly, StringComparison.Ordinal) ? ["dotnet", path] : [path];
        TrustedProgram.Check(command, ProcessOwner.OfThis);
        var tool = SystemTool.Run([.. command, StageVerb.Describe]);
        var cards = tool.Output.Split('\n').Select(static line => DaemonCard.Parse(Encoding.UTF8.GetBytes(line))).OfType<DaemonCard>()
            .ToList();
        if (!tool.Succeeded || cards.Count == 0)
        {
            throw new DaemonException(
                $"{OneLine.From(program)} does not describe any daemon; is it a program that was built with Daemonize? " +
                OneLine.From(tool.Error),
                DaemonExitCode.Usage);
        }

        return cards.ConvertAll(card => FindSeen(card, all) ?? Create(card));
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
        var status = new DaemonStatus { Name = OneLine.From(found.Name), Program = OneLine.From(card.Program), State = DaemonState.Stopped };
        return new SeenDaemon(status) { PidFile = card.PidFile, Card = found, Command = card.Command };
    }
}
