using System.Text;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Emission;

/// <summary>
/// Writes the parts of the help that follow from the methods, when the program is built. The runtime adds the verbs, their options and the
/// settings.
/// </summary>
internal static class HelpText
{
    /// <summary>Returns the daemons and the options of their methods, with a line end after the last line.</summary>
    public static string Write(ProgramModel program)
    {
        var text = new StringBuilder();
        HelpGroup.Append(text, "Daemons:", program.Set.Daemons.Select(static daemon => (daemon.Name, Describe(daemon))));
        foreach (var daemon in program.Set.Daemons)
        {
            var options = daemon.Method.Options.Select(option => (Syntax(option), Describe(option, program.Name))).ToArray();
            if (options.Length > 0)
            {
                HelpGroup.Append(text, $"Options of {daemon.Name}, for start, restart, run and once:", options);
            }
        }

        return text.ToString();
    }

    /// <summary>Returns what a daemon does and its schedule. A list shows only the first sentence of the summary.</summary>
    public static string Describe(DaemonModel daemon)
    {
        var summary = FirstSentence(daemon.Method.Summary);
        return summary.Length == 0 ? daemon.Schedule : $"{summary} ({daemon.Schedule})";
    }

    /// <summary>Returns the first sentence without its period; empty if there is no summary.</summary>
    public static string FirstSentence(string summary)
    {
        var end = summary.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? summary : summary.Substring(0, end)).TrimEnd('.');
    }

    /// <summary>Returns the help of an option; without help, the values that it accepts.</summary>
    public static string Describe(OptionModel option) =>
        option.Help.Length > 0
            ? option.Help.TrimEnd('.')
            : $"{char.ToUpperInvariant(option.Value.Accepted[0])}{option.Value.Accepted.Substring(1)}";

    private static string Syntax(OptionModel option)
    {
        var alias = option.Alias == '\0' ? "    " : $"-{option.Alias}, ";
        return option.Form switch
        {
            OptionForm.Flag => $"{alias}--[no-]{option.Name}",
            OptionForm.List or OptionForm.Set => $"{alias}--{option.Name} <{option.Value.Placeholder}>...",
            _ => $"{alias}--{option.Name} <{option.Value.Placeholder}>",
        };
    }

    private static string Describe(OptionModel option, string program)
    {
        var fallback = option.Default is null ? " (required)"
            : option.DefaultText is { } text ? $" [default: {text}]" : "";
        return $"{Describe(option)}{fallback} [{OptionName.ToVariable(program, option.Name)}]";
    }
}
