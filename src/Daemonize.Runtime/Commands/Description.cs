using System.Text;
using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Platform;
using Daemonize.Reporting;

namespace Daemonize.Commands;

/// <summary>
/// Runs the hidden verb <c>@describe</c>: prints the cards of all daemons of the program, one line each, for programs. A daemon that was
/// never started is described as <c>start</c> would start it now. No user code runs, and nothing is changed.
/// </summary>
internal static class Description
{
    /// <summary>Prints the cards and ends the process, as no code of the program has run yet.</summary>
    public static void PrintAndExit(DaemonProgram program, ReadOnlySpan<string> args)
    {
        int exitCode;
        try
        {
            exitCode = Print(program, args);
        }
        catch (DaemonException exception)
        {
            exitCode = Verbs.Complain(program, exception);
        }

        DiagnosticFiles.Exit(exitCode);
    }

    public static int Print(DaemonProgram program, ReadOnlySpan<string> args)
    {
        if (args.Length > 1)
        {
            throw new DaemonException($"{StageVerb.Describe} takes no arguments: it describes all daemons", DaemonExitCode.Usage);
        }

        var text = new StringBuilder();
        var written = CardFile.FindAll(program.Name);
        foreach (var definition in program.Daemons)
        {
            foreach (var card in Describe(program, definition, written.FindAll(card => card.Daemon == definition.Name)))
            {
                text.Append(card.Format() is { } line ? Encoding.UTF8.GetString(line) : "");
            }
        }

        Terminal.Write(text.ToString());
        return DaemonExitCode.Success;
    }

    /// <summary>Gets the cards of a daemon that were written, then those of its instances that have none.</summary>
    private static List<DaemonCard> Describe(DaemonProgram program, DaemonDefinition definition, List<DaemonCard> written)
    {
        try
        {
            var set = new InstanceSet(definition, program, new SuppliedOptions(), numbers: null, mayChange: false);
            var problem = FindProblem(set.Chosen[0]);
            var others = set.Found.FindAll(instance => !written.Exists(card => card.PidFile == instance.PidFile));
            written.AddRange(
                others.ConvertAll(
                    instance => problem is null ? DaemonCard.Of(instance, startedAt: null) : DaemonCard.OfUnchecked(instance)));
            return written.ConvertAll(card => card with { Problem = problem });
        }
        catch (DaemonException exception)
        {
            // Not even the paths are known.
            return (written.Count > 0 ? written : [DaemonCard.OfProgram(program, definition)])
                .ConvertAll(card => card with { Problem = exception.Message });
        }
    }

    private static string? FindProblem(DaemonInstance instance)
    {
        try
        {
            instance.Settings.Check();
            return null;
        }
        catch (DaemonException exception)
        {
            return exception.Message;
        }
    }
}
