using Daemonize.Commands;
using Daemonize.Platform;
using Daemonize.Text;
using Daemonize.Tool.Doctor;
using Daemonize.Tool.Doctor.Starting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Commands;

/// <summary>
/// Runs <c>doctor</c>: looks for mistakes in the machine and in the daemons. Without <c>--start</c> it signals nothing and writes nothing.
/// </summary>
internal static class DoctorCommand
{
    private const int SignalBase = 128;

    public static int Run(Request request)
    {
        var isJson = request.Format == "json";
        var (starts, isLong) = (request.Has("start"), request.Has("long"));
        if (isLong && !starts)
        {
            throw new DaemonException("--long goes with --start: only a program that is started is watched", DaemonExitCode.Usage);
        }

        if (starts && request.Names.Count == 0)
        {
            throw new DaemonException(
                "doctor --start needs the name of a daemon, or the path of a program: it runs its real code", DaemonExitCode.Usage);
        }

        var daemons = Find(request.Names);
        if (!isJson && daemons.Exists(static daemon => daemon.Process is not null) && Terminal.IsTerminal(Terminal.Error))
        {
            Terminal.WriteError("daemonize: this takes 10 seconds, for some things show only with time\n");
        }

        var now = DateTimeOffset.UtcNow;
        var examination = Examination.Of(daemons, now, Looks.Pause);
        if (starts && Start(examination, isLong ? StartPlan.Long : new StartPlan()) is not 0 and var signal)
        {
            return SignalBase + signal;
        }

        Terminal.Write(
            isJson ? DoctorJson.Format(examination)
                : new DoctorText(HistoryStyle.Of(now), request.Has("verbose")).Format(examination) + (starts ? "" : Hint(daemons)));
        return examination.Count(Severity.Mistake) > 0 ? DaemonExitCode.Failure : DaemonExitCode.Success;
    }

    /// <summary>Makes the checks that start the programs, and says so first.</summary>
    /// <returns>The number of the signal that has ended it; 0 for none.</returns>
    private static int Start(Examination examination, StartPlan plan)
    {
        foreach (var (daemon, items) in examination.Daemons)
        {
            var name = SafeName(daemon);
            var hasTerminal = Terminal.IsTerminal(Terminal.Error);
            Terminal.WriteError(
                $"daemonize: this starts {name} many times with its real code, in a sandbox with its own directories and processes; it " +
                $"takes {(plan.Steady > new StartPlan().Steady ? "twelve minutes" : "two to three minutes")}, and Ctrl-C ends it\n");
            var made = 0;
            items.AddRange(new StartExamination(plan) { Report = Report }.Make(daemon, out var signal));
            if (hasTerminal)
            {
                Terminal.WriteError("\r\e[K");
            }

            if (signal != 0)
            {
                return signal;
            }

            void Report(string id)
            {
                made++;
                if (hasTerminal)
                {
                    Terminal.WriteError($"\r{name}: {made} of {StartExamination.AllIds.Length} ({id})\e[K");
                }
            }
        }

        return 0;
    }

    private static string Hint(List<SeenDaemon> daemons) =>
        daemons is [var daemon] && StartExamination.FindObstacle(daemon) is null
            ? $"{StartExamination.AllIds.Length} more checks start the program: daemonize doctor {SafeName(daemon)} --start\n"
            : "";

    private static string SafeName(SeenDaemon daemon) => OneLine.From(daemon.FullName);

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
