using Daemonize.CompilerServices;
using Daemonize.Options;
using Daemonize.Text;

namespace Daemonize.Arguments;

/// <summary>
/// The options that a verb takes: its own, and, if it runs the methods, their parameters and the settings of their attributes.
/// </summary>
internal sealed class KnownOptions(DaemonProgram program, string verb)
{
    /// <summary>
    /// The verb; null for a stage, which takes the options of the verb that it continues, and does without the table of verbs.
    /// </summary>
    private readonly Verb? _verb = StageVerb.IsStage(verb) ? null : Verb.Find(verb);

    public const string Follow = "follow";
    public const string Lines = "lines";
    public const string Since = "since";
    public const string Timeout = "timeout";
    public const string Signal = "signal";
    public const string Kill = "kill";
    public const string Format = "format";
    public const string Watch = "watch";
    public const string User = "user";
    public const string Timer = "timer";
    public const string DryRun = "dry-run";
    public const string NoStart = "no-start";

    /// <summary>The verb that also shows daemons of other programs, and therefore takes no options of this program's daemons.</summary>
    public const string List = "list";

    /// <summary>Whether the verb runs the method, or writes a file that describes how to. A stage continues such a verb.</summary>
    private bool TakesMethodOptions => _verb?.TakesMethodOptions ?? StageVerb.IsStage(verb);

    /// <summary>Finds an option by a word of the command line: <c>--name</c>, <c>--no-name</c> or <c>-n</c>.</summary>
    public KnownOption Find(string word)
    {
        var options = All();
        return options.Find(
            option => "--" + option.Name == word || (option.Alias != '\0' && word is ['-', var letter] && letter == option.Alias))
            ?? (options.Find(option => option.Form == OptionForm.Flag && "--no-" + option.Name == word) is { } flag
                ? flag with { IsNegated = true }
                : null)
            ?? throw new DaemonException(
                $"{verb} has no option '{OneLine.From(word)}'{Suggestion.Suggest(program.Name, word, Words(options))}",
                DaemonExitCode.Usage);
    }

    /// <summary>Whether an option applies to the daemon.</summary>
    public bool Has(DaemonDefinition definition, string name) => IsOfVerb(name) || IsOfDaemon(definition, name);

    /// <summary>Whether an option belongs to the verb, not to the daemon.</summary>
    public bool IsOfVerb(string name) => OfVerb().Exists(option => option.Name == name);

    private bool IsOfDaemon(DaemonDefinition definition, string name) =>
        (TakesMethodOptions && Array.Exists(definition.Options, option => option.Name == name))
        || Array.Exists(Setting.All, setting => setting.Name == name && Takes(setting) && Settings.Has(definition, setting));

    private static List<string> Words(List<KnownOption> options) =>
    [
        .. options.ConvertAll(static option => "--" + option.Name),
        .. options.FindAll(static option => option.Form == OptionForm.Flag).ConvertAll(static option => "--no-" + option.Name),
    ];

    // All options of one name have the same form (DMN301), so any of them shows whether a value follows.
    private List<KnownOption> All()
    {
        // The verb's options come first: if a method has an option of the same name, only a variable can set that here.
        List<KnownOption> options = OfVerb();
        if (TakesMethodOptions)
        {
            foreach (var definition in program.Daemons)
            {
                foreach (var option in definition.Options)
                {
                    options.Add(new KnownOption(option.Name, option.Alias, option.Form, option.Accepted, option.IsPath));
                }
            }
        }

        foreach (var setting in Setting.All)
        {
            if (Takes(setting))
            {
                options.Add(
                    new KnownOption(
                        setting.Name, '\0', setting.IsFlag ? OptionForm.Flag : OptionForm.Value, setting.Accepted,
                        setting.IsPath)
                    { Words = setting.Words });
            }
        }

        return options;
    }

    /// <summary>Gets the verb's own options.</summary>
    private List<KnownOption> OfVerb()
    {
        List<KnownOption> options = [];
        foreach (var option in _verb?.Options ?? [])
        {
            options.Add(new KnownOption(option.Name, option.Alias, option.IsFlag ? OptionForm.Flag : OptionForm.Value, option.Accepted));
        }

        return options;
    }

    /// <summary>Gets what an option of a verb accepts, for messages.</summary>
    public static string AcceptedBy(string verb, string option) =>
        Array.Find(Verb.Find(verb)!.Options, known => known.Name == option)!.Accepted;

    private bool Takes(Setting setting) => _verb is null ? StageVerb.IsStage(verb) : setting.IsTakenBy(_verb);
}

/// <summary>An option of the command line.</summary>
/// <param name="Name">Its name without dashes.</param>
/// <param name="Alias">The letter of its short form; NUL for none.</param>
/// <param name="Form">The form of the option, which determines whether a value follows.</param>
/// <param name="Accepted">A description of the valid values, for messages.</param>
/// <param name="IsPath">Whether the value names a file or directory.</param>
/// <param name="IsNegated">Whether it was found in its form <c>--no-name</c>.</param>
internal sealed record KnownOption(string Name, char Alias, OptionForm Form, string Accepted, bool IsPath = false, bool IsNegated = false)
{
    /// <summary>Gets the words that are accepted in place of a path.</summary>
    public string[] Words { get; init; } = [];
}
