using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Launch;
using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Commands;

/// <summary>Dispatches the arguments to the verbs, each of which has a line here and its own file.</summary>
internal static class Verbs
{
    /// <summary>
    /// Whether a program with its own command line passes this word to Daemonize. Such a program has its own <c>help</c>.
    /// </summary>
    public static bool IsVerb(DaemonProgram program, string word) =>
        word != "help" && IsKnown(word) && (Verb.Find(word) is not { IsOfCluster: true } || program.HasCluster);

    /// <summary>Whether the word is a verb, including <c>help</c>, or a stage.</summary>
    public static bool IsKnown(string word) => StageVerb.IsStage(word) || word == StageVerb.Describe || Verb.Find(word) is not null;

    /// <summary>Finds a verb of the program; null for an unknown word, and for a verb that the program has not.</summary>
    public static Verb? Find(DaemonProgram program, string word) =>
        Array.Find(Verb.Of(program.HasCluster), verb => verb.Name == word || verb.Alias == word);

    public static int Run(DaemonProgram program, ReadOnlySpan<string> args)
    {
        Terminal.FillGaps();
        if (args.IsEmpty && !Stage.IsEntered)
        {
            Terminal.WriteError(HelpWriter.Wrap(Help.OfProgram(program), Terminal.Width(Terminal.Error)));
            return DaemonExitCode.Usage;
        }

        try
        {
            return Stage.IsEntered ? Stage.Run(program, args)
                : args[0] == "help" || args.Contains("--help") || args.Contains("-h")
                    ? Print(HelpWriter.Wrap(Help.Find(program, args), Terminal.Width(Terminal.Output)))
                : args[0] == "--version" ? Print(program.Version + "\n")
                : Dispatch(program, args);
        }
        catch (DaemonException exception)
        {
            return Complain(program, exception);
        }
    }

    private static int Dispatch(DaemonProgram program, ReadOnlySpan<string> args)
    {
        if (StageVerb.IsStage(args[0]))
        {
            return Stage.Run(program, args);
        }

        if (args[0] is not ("run" or "once"))
        {
            // Ctrl-C or a signal ends a waiting command, and .NET cleans up nothing then.
            DiagnosticFiles.RemoveOwn();
        }

        // Each verb reads its command line itself; an unknown verb is reported first.
        return args[0] switch
        {
            "start" or "restart" or "try-restart" or KnownOptions.List or "install" or "uninstall" => SystemVerbs.Run(program, args),
            "stop" => WithManager(program, args, StopCommand.Run),
            "status" => StatusCommand.Run(program, args),
            "run" => ForegroundCommand.Run(program, args, isOnce: false),
            "members" or "handover" => RunOfCluster(program, args),
            "once" => ForegroundCommand.Run(program, args, isOnce: true),
            "logs" => WithManager(program, args, Logs.Run),
            "history" => HistoryCommand.Run(program, CommandLine.Parse(program, args)),
            "unit" => Print(Unit.Write(program, args)),
            "completion" => Print(CompletionScript.Find(program, args)),
            // The LSB has both verbs; force-reload is for daemons that can only restart.
            "reload" or "force-reload" => ReloadCommand.Run(program, CommandLine.Parse(program, args)),
            // The daemons are in a library, whose module initializer does not run before the program's Main.
            StageVerb.Describe => Description.Print(program, args),
            "tick" => TickCommand.Run(program, CommandLine.Parse(program, args)),
            var verb => throw Unknown(program, verb),
        };
    }

    /// <summary>Runs a verb that only a program with a daemon of a cluster has.</summary>
    public static int RunOfCluster(DaemonProgram program, ReadOnlySpan<string> args) =>
        program.Cluster?.Run(program, args) ?? throw RefuseWithoutCluster(args[0], program.Name, "has no daemon with");

    /// <summary>Creates the error about a word that is not a verb.</summary>
    public static DaemonException Unknown(DaemonProgram program, string word) => new(
        $"there is no verb '{OneLine.From(word)}'" +
        Suggestion.Suggest(program.Name, word, Array.ConvertAll(Verb.Of(program.HasCluster), static verb => verb.Name)),
        DaemonExitCode.Usage);

    /// <summary>Runs the verb for installed daemons through their service manager, and for the rest directly.</summary>
    public static int WithManager(DaemonProgram program, ReadOnlySpan<string> args, Func<DaemonProgram, CommandLine, int> verb)
    {
        var commandLine = CommandLine.Parse(program, args);
        var managed = ManagedVerbs.Do(program, commandLine, args[0]) ?? DaemonExitCode.Success;
        var own = commandLine.Daemons.Count == 0 ? DaemonExitCode.Success : verb(program, commandLine);
        return managed == DaemonExitCode.Success ? own : managed;
    }

    /// <summary>Refuses a verb for clusters in a program, or for a daemon, that has none.</summary>
    public static DaemonException RefuseWithoutCluster(string verb, string name, string has) => new(
        name + " " + has + " Scope = DaemonScope.Cluster, which " + verb + " is for", DaemonExitCode.Usage);

    public static int Complain(DaemonProgram program, DaemonException exception)
    {
        Terminal.WriteError($"{program.Name}: {exception.Message}\n");
        return exception.ExitCode;
    }

    private static int Print(string text)
    {
        Terminal.Write(text);
        return DaemonExitCode.Success;
    }
}
