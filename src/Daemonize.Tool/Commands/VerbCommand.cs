using Daemonize.Platform;
using Daemonize.Text;
using Daemonize.Tool.Acting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Commands;

/// <summary>Runs the commands that act on daemons: each calls the daemon's own program.</summary>
internal static class VerbCommand
{
    /// <summary>Runs a verb on the named daemons, and returns the highest of the exit codes.</summary>
    public static int Run(DaemonVerb verb, Request request)
    {
        var selection = NameMatch.Find(Discovery.Find(), request.Names);
        if (verb is DaemonVerb.Stop or DaemonVerb.Restart && selection.IsByPattern && !request.Has("yes")
            && !Confirmation.Ask(verb, selection.Daemons))
        {
            return DaemonExitCode.Failure;
        }

        var (calls, failures) = VerbPlan.Make(verb, selection.Choices);

        // Another user may have no access to the directory that the tool was called in.
        Environment.CurrentDirectory = "/";
        var exitCode = DaemonExitCode.Success;
        failures.ForEach(Report);
        using var progress = VerbProgress.Show(calls.Count);
        VerbQueue.RunAll(calls, call => progress?.Run(call) ?? VerbProcess.Run(call), Report);
        return exitCode;

        void Report(VerbOutcome outcome)
        {
            Print(outcome);
            exitCode = Math.Max(exitCode, outcome.ExitCode);
        }
    }

    /// <summary>
    /// Prints what a verb has said, line by line: the program may be another user's, whose text must not reach the terminal as it is.
    /// </summary>
    private static void Print(VerbOutcome outcome)
    {
        var program = outcome.Name[..outcome.Name.IndexOf('/', StringComparison.Ordinal)];
        foreach (var line in LinesOf(outcome.Output))
        {
            Terminal.WriteLine($"{program}: {line}");
        }

        foreach (var line in LinesOf(outcome.Error))
        {
            Terminal.WriteError($"{(line.StartsWith(program + ": ", StringComparison.Ordinal) ? "" : "daemonize: ")}{line}\n");
        }
    }

    private static IEnumerable<string> LinesOf(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(OneLine.Whole);
}
