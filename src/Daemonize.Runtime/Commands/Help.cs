using System.Text;
using Daemonize.CompilerServices;

namespace Daemonize.Commands;

/// <summary>
/// The texts of <c>help</c>. What depends on the program is generated when it is built; the verbs are those of the table.
/// </summary>
internal static class Help
{
    /// <summary>Gets the text that the arguments ask for: of the program, of a verb, or of the settings.</summary>
    public static string Find(DaemonProgram program, ReadOnlySpan<string> args)
    {
        if (args[0] != "help")
        {
            return Verbs.Find(program, args[0]) is { } verb ? OfVerb(program, verb) : OfProgram(program);
        }

        var topic = args.Length > 1 && args[1] is not ['-', ..] ? args[1] : null;
        return topic switch
        {
            null => OfProgram(program),
            Verb.SettingsTopic => OfSettings(program),
            _ => Verbs.Find(program, topic) is { } verb ? OfVerb(program, verb) : throw Verbs.Unknown(program, topic),
        };
    }

    /// <summary>Gets the help of the program. With one daemon it fits a screen.</summary>
    public static string OfProgram(DaemonProgram program)
    {
        var text = new StringBuilder($"Usage: {program.Name} <verb> [<daemon>...] [<option>...]\n");
        HelpGroup.Append(
            text, "Verbs, for the daemons that are named or all:",
            Array.ConvertAll(Verb.Of(program.HasCluster), static verb => (verb.Name, verb.Help)));
        text.Append('\n').Append(program.Help);
        HelpGroup.Append(
            text, "Other options:",
            [("-h, --help", "Print this text, or after a verb its options"), ("    --version", "Print the version"),
                ("    --", "End of the options")]);
        return text.ToString();
    }

    private static string OfSettings(DaemonProgram program)
    {
        var text = new StringBuilder(
            $"Settings of the daemons of {program.Name}: options on the command line, [environment variables], or properties of the " +
                "attribute\n");
        SettingsHelp.Append(text, program);
        return text.ToString();
    }

    private static string OfVerb(DaemonProgram program, Verb verb)
    {
        var text = new StringBuilder($"Usage: {program.Name} {verb.Name}{Arguments(program, verb)} [<option>...]\n\n{verb.Help}\n");
        if (verb.Options.Length > 0)
        {
            HelpGroup.Append(
                text, $"Options of {verb.Name}:", Array.ConvertAll(verb.Options, static option => (option.Syntax, option.Help)));
        }

        if (verb.TakesMethodOptions)
        {
            AppendMethodOptions(text, program);
        }

        AppendSettings(text, program, verb);
        HelpGroup.Append(text, "Exit codes:", ExitCodes(verb));
        return text.ToString();
    }

    private static string Arguments(DaemonProgram program, Verb verb)
    {
        var word = verb.Words.Length > 0 ? $" {string.Join('|', verb.Words)}" : "";
        return word + verb.Daemons switch
        {
            VerbDaemons.Any => " [<daemon>...]",
            VerbDaemons.One => program.Daemons.Length == 1 ? " [<daemon>]" : " <daemon>",
            _ => "",
        };
    }

    /// <summary>Appends the options of the methods: what follows the list of daemons in the program's text.</summary>
    private static void AppendMethodOptions(StringBuilder text, DaemonProgram program)
    {
        var end = program.Help.IndexOf("\n\n", StringComparison.Ordinal);
        if (end >= 0)
        {
            text.Append('\n').Append(program.Help, end + 2, program.Help.Length - end - 2);
        }
    }

    /// <summary>Appends the settings that the verb takes: all groups, or the lines of a few settings.</summary>
    private static void AppendSettings(StringBuilder text, DaemonProgram program, Verb verb)
    {
        if (verb.Settings == VerbSettings.Method)
        {
            SettingsHelp.Append(text, program);
        }
        else if (SettingsHelp.Lines(program, setting => setting.IsTakenBy(verb)) is { Count: > 0 } lines)
        {
            HelpGroup.Append(text, "Settings:", lines);
        }
    }

    private static (string, string)[] ExitCodes(Verb verb)
    {
        static string Code(int code) => code.ToString(InvariantNumbers.Format);
        return verb.Name == "status"
            ?
            [
                (Code(DaemonExitCode.Success), "Running"), (Code(DaemonExitCode.DeadWithPidFile), "Dead, pid file left"),
                (Code(DaemonExitCode.NotRunningStatus), "Not running"),
                (Code(DaemonExitCode.UnknownStatus), "Unknown, suspended, hung or waiting for a restart"),
            ]
            :
            [
                (Code(DaemonExitCode.Success), "Done"), (Code(DaemonExitCode.Failure), "Failed"),
                (Code(DaemonExitCode.Usage), "Wrong usage"),
                (Code(DaemonExitCode.NoPermission), "No permission"),
                .. verb.NeedsRunning ? new[] { (Code(DaemonExitCode.NotRunning), "Not running") } : [],
            ];
    }
}
