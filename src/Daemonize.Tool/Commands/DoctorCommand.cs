using Daemonize.Commands;
using Daemonize.Platform;
using Daemonize.Tool.Doctor;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Commands;

/// <summary>Runs <c>doctor</c>: looks for mistakes in the machine and in the daemons. It signals nothing and writes nothing.</summary>
internal static class DoctorCommand
{
    public static int Run(Request request)
    {
        var isJson = request.Format == "json";
        var daemons = Find(request.Names);
        if (!isJson && daemons.Exists(static daemon => daemon.Process is not null) && Terminal.IsTerminal(Terminal.Error))
        {
            Terminal.WriteError("daemonize: this takes 10 seconds, for some things show only with time\n");
        }

        var now = DateTimeOffset.UtcNow;
        var examination = Examination.Of(daemons, now, Looks.Pause);
        Terminal.Write(
            isJson ? DoctorJson.Format(examination)
                : new DoctorText(HistoryStyle.Of(now), request.Has("verbose")).Format(examination));
        return examination.Count(Severity.Mistake) > 0 ? DaemonExitCode.Failure : DaemonExitCode.Success;
    }

    /// <summary>Finds the daemons that the words name; all without a word. The path of a program means all of its daemons.</summary>
    private static List<SeenDaemon> Find(List<string> words)
    {
        var all = Discovery.Find();
        if (words.Count == 0)
        {
            return all;
        }

        List<SeenDaemon> found = [];
        foreach (var word in words)
        {
            found.AddRange(ProgramDaemons.IsProgram(word) ? ProgramDaemons.Find(word, all) : NameMatch.Find(all, [word]).Daemons);
        }

        return [.. found.DistinctBy(static daemon => daemon.Id)];
    }
}
