using System.Globalization;
using System.Text;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Emission;

/// <summary>
/// The data for completion, the same for every shell. The scripts read a command line in the same way as CommandLine in the runtime.
/// </summary>
internal sealed class CompletionFacts
{
    private static readonly CompletionOption Help = new(["--help", "-h"], "Print the help", Value: null);
    private static readonly CompletionOption Version = new(["--version"], "Print the version", Value: null);

    public CompletionFacts(ProgramModel program)
    {
        Program = program.Name;
        Verbs = Verb.Of(program.Set.Daemons.Any(static daemon => daemon.Settings.IsCluster));
        VerbsOfMany = Names(VerbDaemons.Any);
        VerbsOfOne = Names(VerbDaemons.One);
        Words =
        [
            .. Verbs.Where(static verb => verb.Words.Length > 0).Select(static verb => (verb.Name, verb.Words)),
            ("help", [.. Verbs.Select(static verb => verb.Name).Where(static name => name != "help"), Verb.SettingsTopic]),
        ];
        Command = HelpGroup.OneLine(program.Assembly.Name);
        Daemons = [.. program.Set.Daemons.Select(static daemon => (daemon.Name, HelpText.Describe(daemon)))];
        Groups =
            [.. Verbs.Where(static verb => verb.Name != "help").GroupBy(Options)
                .Select(group => Group([.. group], program.Set.Daemons))];
    }

    /// <summary>Gets the verbs of the program.</summary>
    public Verb[] Verbs { get; }

    /// <summary>Gets the verbs that take any number of daemons.</summary>
    public string[] VerbsOfMany { get; }

    /// <summary>Gets the verbs that take one daemon.</summary>
    public string[] VerbsOfOne { get; }

    /// <summary>Gets the verbs that take one of several words before the daemons, with the words.</summary>
    public (string Verb, string[] Words)[] Words { get; }

    /// <summary>Gets the options that can take the place of a verb.</summary>
    public static CompletionOption[] WithoutVerb { get; } = [Help, Version];

    /// <summary>Gets the name that the program uses for itself.</summary>
    public string Program { get; }

    /// <summary>Gets the name of the program's file.</summary>
    public string Command { get; }

    /// <summary>Gets both names, or one if they are equal.</summary>
    public string[] Commands => [.. new[] { Program, Command }.Distinct()];

    public (string Name, string Help)[] Daemons { get; }

    public CompletionGroup[] Groups { get; }

    /// <summary>
    /// Gets the prefix of all function names. Shells have one namespace, and zsh has completion functions that may have the name of a
    /// program.
    /// </summary>
    public string Function
    {
        get
        {
            var name = new StringBuilder("_daemonize_");
            foreach (var character in Program)
            {
                _ = character is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '-' or '.'
                    ? name.Append(character)
                    : name.Append('_').Append(((int)character).ToString("x", CultureInfo.InvariantCulture));
            }

            return name.ToString();
        }
    }

    // Verbs for which this text is equal take the same options.
    private static string Options(Verb verb) =>
        string.Join(
            " ", [.. SettingsOf(verb).Select(static setting => setting.Name), .. verb.Options.Select(static option => option.Name)]);

    private string[] Names(VerbDaemons daemons) =>
        [.. Verbs.Where(verb => verb.Daemons == daemons).Select(static verb => verb.Name)];

    private static IEnumerable<Setting> SettingsOf(Verb verb) => Setting.All.Where(setting => setting.IsTakenBy(verb));

    private static CompletionGroup Group(Verb[] verbs, EquatableArray<DaemonModel> daemons)
    {
        string[] names = [.. verbs.Select(static verb => verb.Name)];
        var settings = SettingsOf(verbs[0]).ToArray();
        var ofAll = settings.Where(setting => daemons.All(daemon => daemon.Takes(setting))).ToArray();
        var ofSome = settings.Except(ofAll).ToArray();
        var ofDaemons =
            daemons.Select(daemon => (daemon.Name, OfDaemon(daemon, verbs[0], ofSome))).Where(static daemon => daemon.Item2.Length > 0);
        return new CompletionGroup(
            names, [.. ofDaemons], [.. ofAll.Select(Option), .. verbs[0].Options.Select(Option), Help]);
    }

    private static CompletionOption[] OfDaemon(DaemonModel daemon, Verb verb, Setting[] settings) =>
    [
        .. verb.TakesMethodOptions ? daemon.Method.Options.Select(Option) : [],
        .. settings.Where(daemon.Takes).Select(Option),
    ];

    private static CompletionOption Option(OptionModel option)
    {
        var isFlag = option.Form == OptionForm.Flag;
        string[] words =
        [
            $"--{option.Name}",
            .. isFlag ? [$"--no-{option.Name}"] : Array.Empty<string>(),
            .. option.Alias == '\0' ? [] : new[] { $"-{option.Alias}" },
        ];
        return new CompletionOption(words, HelpText.Describe(option), isFlag ? null : Value(option.Value));
    }

    private static CompletionOption Option(VerbOption option)
    {
        string[] words = [$"--{option.Name}", .. option.Alias == '\0' ? [] : new[] { $"-{option.Alias}" }];
        return new CompletionOption(words, option.Help, option.IsFlag ? null : new CompletionValue(option.Words, CompletionPaths.None));
    }

    private static CompletionOption Option(Setting setting)
    {
        if (setting.IsFlag)
        {
            return new CompletionOption([$"--{setting.Name}", $"--no-{setting.Name}"], setting.Help, Value: null);
        }

        var names = setting.Kind is NumberKind { Auto: { } auto } ? [auto] : setting.Words;
        var paths = setting.IsFile ? CompletionPaths.Files
            : setting.IsPath ? CompletionPaths.Directories : CompletionPaths.None;
        return new CompletionOption([$"--{setting.Name}"], setting.Help, new CompletionValue(names, paths));
    }

    private static CompletionValue Value(OptionValueModel value)
    {
        string[] names =
            value.Enum is { } model
                ? [.. model.Members.Select(static member => member.Text).Where(static text => text.Length > 0).Distinct()]
                : value.Type == "bool" ? ["true", "false"] : [];
        var paths =
            !value.IsPath ? CompletionPaths.None
                : value.Type == "global::System.IO.DirectoryInfo" ? CompletionPaths.Directories : CompletionPaths.Files;
        return new CompletionValue(names, paths);
    }
}
