using Daemonize.Platform;
using Daemonize.Text;
using Daemonize.Tool.Acting;
using Daemonize.Tool.Fleet;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Commands;

/// <summary>Runs the commands that act on daemons: each calls the daemon's own program.</summary>
internal static class VerbCommand
{
    /// <summary>Runs a verb on the named daemons, and returns the highest of the exit codes.</summary>
    public static int Run(DaemonVerb verb, Request request)
    {
        var fleet = FleetOptions.Of(request);
        using var remote = fleet is null ? null : FleetLookup.Ask(fleet);
        var selection = Find(request, fleet, remote);
        if (verb is DaemonVerb.Stop or DaemonVerb.Restart && selection.IsByPattern && !request.Has("yes")
            && !Confirmation.Ask(verb, selection.Daemons))
        {
            return DaemonExitCode.Failure;
        }

        var reporting = new Lock();
        var exitCode = DaemonExitCode.Success;
        foreach (var silent in remote?.Silent ?? [])
        {
            exitCode = Complaint.Write(new DaemonException($"{silent.Host} does not answer: {silent.Problem}"));
        }

        // Another user may have no access to the directory that the tool was called in.
        Environment.CurrentDirectory = "/";
        var (calls, failures) = VerbPlan.Make(verb, selection.Choices.FindAll(static choice => choice.Daemon.Remote is null));
        failures.ForEach(Report);
        using var progress = VerbProgress.Show(calls.Count + FleetVerbs.Count(selection.Choices));
        var remoteVerbs = remote is null ? null : FleetVerbs.Begin(verb, selection.Choices, remote, progress, Report);
        VerbQueue.RunAll(calls, call => progress?.Run(call) ?? VerbProcess.Run(call), Report);
        remoteVerbs?.WaitForAll();
        return exitCode;

        void Report(VerbOutcome outcome)
        {
            lock (reporting)
            {
                Print(outcome);
                exitCode = Math.Max(exitCode, outcome.ExitCode);
            }
        }
    }

    /// <summary>Finds the daemons of this machine and of others, which are never mixed up: each name means those of one side.</summary>
    private static Selection Find(Request request, FleetOptions? fleet, FleetLookup? remote)
    {
        if (fleet is null || remote is null)
        {
            return NameMatch.Find(Discovery.Find(), request.Names);
        }

        var there = remote.Find(fleet.Names);
        return fleet.LocalNames is null ? there : NameMatch.Find(Discovery.Find(), fleet.LocalNames).With(there);
    }

    /// <summary>
    /// Prints what a verb has said, line by line: the program may be another user's, whose text must not reach the terminal as it is.
    /// </summary>
    private static void Print(VerbOutcome outcome)
    {
        var program = outcome.Name[..outcome.Name.IndexOf('/', StringComparison.Ordinal)];
        var (lead, complaint) = outcome.Host is { } host ? ($"{host}:", $"daemonize: {host}: ") : ("", "daemonize: ");
        foreach (var line in LinesOf(outcome.Output))
        {
            Terminal.WriteLine($"{lead}{program}: {line}");
        }

        foreach (var line in LinesOf(outcome.Error))
        {
            Terminal.WriteError($"{(line.StartsWith(program + ": ", StringComparison.Ordinal) ? lead : complaint)}{line}\n");
        }
    }

    private static IEnumerable<string> LinesOf(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(OneLine.Whole);
}
