using System.Collections;
using Daemonize.CompilerServices;
using Daemonize.Text;

namespace Daemonize.Options;

/// <summary>
/// Finds variables that have the prefix of a program's settings but are not a setting of any of its daemons. Only the program uses that
/// prefix, so such a variable is a mistake that would otherwise have no effect and no message.
/// </summary>
internal static class StrayVariables
{
    /// <summary>Gets a one-line warning for each such variable.</summary>
    public static List<string> Find(DaemonProgram program) => Find(program, Environment.GetEnvironmentVariables());

    internal static List<string> Find(DaemonProgram program, IDictionary variables)
    {
        var prefix = OptionName.ToSettingsPrefix(program.Name);
        List<string> warnings = [];
        List<string>? known = null;
        foreach (DictionaryEntry variable in variables)
        {
            // An empty variable is not set.
            if (variable is { Key: string name, Value: string { Length: > 0 } text }
                && name.StartsWith(prefix, StringComparison.Ordinal)
                && !(known ??= NamesOf(program, prefix)).Contains(name)
                && !ServiceLink.Is(name, text)
                && Suggest(program, name[prefix.Length..], known, prefix) is { } hint)
            {
                warnings.Add($"the environment variable {OneLine.From(name)} is not a setting of {program.Name} and is ignored; {hint}");
            }
        }

        warnings.Sort(StringComparer.Ordinal);
        return warnings;
    }

    /// <summary>Gets the variable names of all settings that the program's daemons have and whose variables have the prefix.</summary>
    private static List<string> NamesOf(DaemonProgram program, string prefix)
    {
        List<string> names = [];
        foreach (var definition in program.Daemons)
        {
            foreach (var setting in Setting.All)
            {
                if (Settings.Has(definition, setting) && VariableOf(program, definition, setting) is var name
                    && name.StartsWith(prefix, StringComparison.Ordinal) && !names.Contains(name))
                {
                    names.Add(name);
                }
            }
        }

        return names;
    }

    /// <summary>
    /// Suggests the intended variable: a setting with a daemon's name added or missing, an option of a method, or a name of similar
    /// spelling. Null if the variable may belong to another program whose name begins with this one's.
    /// </summary>
    private static string? Suggest(DaemonProgram program, string word, List<string> known, string prefix) =>
        (FindSetting(program, word) ?? FindOption(program, word)) is { } meant ? $"did you mean '{meant}'?"
        : Suggestion.Find(word, known.ConvertAll(name => name[prefix.Length..])) is { } near ? $"did you mean '{prefix}{near}'?"
        : MayBeOfAnother(program, word) ? null
        : $"see '{program.Name} --help'";

    /// <summary>
    /// Whether the variable may belong to another program: the settings of newsapp-worker are DAEMONIZE_NEWSAPP_WORKER_INTERVAL and so on.
    /// </summary>
    private static bool MayBeOfAnother(DaemonProgram program, string word) =>
        Array.Exists(Setting.All, setting => word.EndsWith("_" + OptionName.ToUpper(setting.Name), StringComparison.Ordinal))
        && !Array.Exists(program.Daemons, daemon => word.StartsWith(OptionName.ToUpper(daemon.Name) + "_", StringComparison.Ordinal));

    private static string? FindSetting(DaemonProgram program, string word)
    {
        foreach (var definition in program.Daemons)
        {
            var daemon = OptionName.ToUpper(definition.Name) + "_";
            var rest = word.StartsWith(daemon, StringComparison.Ordinal) ? word[daemon.Length..] : word;
            if (Array.Find(
                Setting.All, setting => OptionName.ToUpper(setting.Name) == rest && Settings.Has(definition, setting)) is { } setting)
            {
                return VariableOf(program, definition, setting);
            }
        }

        return null;
    }

    /// <summary>Finds an option of a method, whose variable has only the program's name as prefix.</summary>
    private static string? FindOption(DaemonProgram program, string word)
    {
        foreach (var definition in program.Daemons)
        {
            if (Array.Find(definition.Options, option => OptionName.ToUpper(option.Name) == word) is { } option)
            {
                return option.Variable;
            }
        }

        return null;
    }

    private static string VariableOf(DaemonProgram program, DaemonDefinition definition, Setting setting) =>
        OptionName.ToVariable(program.Name, definition.Name, setting, program.Daemons.Length == 1);
}
