using Daemonize.Reporting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Acting;

/// <summary>Makes calls for the daemons that a command line names: one for each daemon, whatever the number of its instances.</summary>
internal static class VerbPlan
{
    /// <summary>What a verb may need besides stopping and starting, such as to start its own process on a busy machine.</summary>
    private static readonly TimeSpan Margin = new(0, 0, 15);

    /// <summary>The longest wait: longer than anybody looks at a terminal, and short enough for a wait of .NET.</summary>
    private static readonly TimeSpan Longest = new(20, 0, 0, 0);

    /// <summary>Makes the calls. A daemon for which there can be none is reported with the reason.</summary>
    public static (List<VerbCall> VerbCalls, List<VerbOutcome> Failures) Make(DaemonVerb verb, List<Choice> choices)
    {
        List<VerbCall> calls = [];
        List<VerbOutcome> failures = [];
        foreach (var group in choices.GroupBy(
            static choice => (choice.Daemon.Key, choice.Daemon.Program, choice.Daemon.Daemon)))
        {
            List<Choice> all = [.. group];
            var name = $"{all[0].Daemon.Program}/{string.Join(' ', NamesOf(all))}";
            try
            {
                calls.Add(Make(verb, name, all));
            }
            catch (DaemonException exception)
            {
                failures.Add(new VerbOutcome(name, exception.ExitCode, "", $"cannot {verb.ToWord()} {name}: {exception.Message}"));
            }
        }

        return (calls, failures);
    }

    private static VerbCall Make(DaemonVerb verb, string name, List<Choice> choices)
    {
        var daemons = choices.ConvertAll(static choice => choice.Daemon);
        var daemon = daemons[0];
        if (daemon.Remote is { } remote)
        {
            // What another machine says is never part of a command line of this one.
            throw new DaemonException($"it is a daemon of {remote.Host}");
        }

        var words = NamesOf(choices);
        if (daemon.Command.Length == 0 || !words.TrueForAll(IsName))
        {
            throw new DaemonException(
                $"it has no card{(daemon.Process is null ? "" : ", and its process does not show how to call its program")}; " +
                $"{verb.ToWord()} it with its own program");
        }

        if (daemon.Card?.FindMissing() is { } missing && daemon.Unit is null)
        {
            throw new DaemonException($"its program is gone ({missing}); install it again, or 'daemonize forget' it");
        }

        TrustedProgram.Check(daemon.Command, daemon.Owner);
        string[] command = [.. daemon.Command, verb.ToWord(), .. words, .. OptionsOf(verb, choices)];
        return new VerbCall(
            daemon.Key, name, verb, command, daemon.Owner, VerbEnvironment.Of(daemons, verb), LimitOf(daemon));
    }

    /// <summary>Gets the words for the daemon: its name for all instances, or the names of those that were named.</summary>
    private static List<string> NamesOf(List<Choice> choices) =>
        choices.Exists(static choice => !choice.IsNumbered)
            ? [choices[0].Daemon.Daemon]
            : choices.ConvertAll(static choice => choice.Daemon.Name);

    /// <summary>
    /// Gets the options. A service manager has its own, and the program refuses any; a running daemon's program keeps those that it has.
    /// </summary>
    private static List<string> OptionsOf(DaemonVerb verb, List<Choice> choices)
    {
        var daemon = choices[0].Daemon;
        if (daemon.Unit is not null)
        {
            return [];
        }

        var isNumbered = choices.TrueForAll(static choice => choice.IsNumbered);
        List<string> options = [];
        if (verb is DaemonVerb.Start or DaemonVerb.Restart && choices.TrueForAll(static choice => choice.Daemon.Process is null))
        {
            options.AddRange(
                daemon.Card is not { } found ? []
                    : found.Card.Options
                        ?? throw new DaemonException("its options are too long for its card; start it with its own program"));
        }

        // The pid file is given with its number, as that of an instance; and a number of instances contradicts the name of one.
        options.RemoveAll(
            option => IsOption(option, Setting.PidFile.Name) || (isNumbered && IsOption(option, Setting.Instances.Name)));
        options.Add($"--{Setting.PidFile.Name}={daemon.BasePidFile}");
        return options;
    }

    private static bool IsOption(string option, string name) => option.StartsWith($"--{name}=", StringComparison.Ordinal);

    /// <summary>Gets how long the verb may take, from the settings that differ from their defaults.</summary>
    private static TimeSpan LimitOf(SeenDaemon daemon)
    {
        var settings = daemon.Card?.Card.Settings ?? [];
        var limit = TimeOf(settings, Setting.StopTimeout) + TimeOf(settings, Setting.StartTimeout) + Margin;
        return limit < Longest ? limit : Longest;
    }

    private static TimeSpan TimeOf(CardSetting[] settings, Setting setting)
    {
        var text = Array.Find(settings, known => known.Name == setting.Property)?.Value ?? setting.DefaultText("");
        return Duration.TryParse(text, out var time) ? time : TimeSpan.Zero;
    }

    /// <summary>
    /// Whether a text is the name of a daemon, and cannot be an option: it comes from a file that another user may have written.
    /// </summary>
    private static bool IsName(string text) =>
        text is [not '-', ..] && text.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or ':');
}
