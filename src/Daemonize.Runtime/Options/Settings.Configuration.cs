using Daemonize.CompilerServices;
using Daemonize.Text;

namespace Daemonize.Options;

/// <content>
/// The settings from a configuration file, in a section with the daemon's name: <c>"Daemonize": { "fetch": { "Interval": "1m" } }</c>.
/// </content>
internal sealed partial class Settings
{
    private const string Section = "Daemonize";

    private (OptionSource Source, string Text)? ReadConfigured(Setting setting) =>
        _program.Configured?.Find(_definition.Name, setting.Property) is { } text
            ? (OptionSource.Other($"{Section}:{_definition.Name}:{setting.Property}"), FindWord(setting, text) ?? text)
            : null;

    /// <summary>
    /// Gets the command line's word, such as <c>on-failure</c>. A file may have the C# name, <c>OnFailure</c>, or the word in any case.
    /// </summary>
    private static string? FindWord(Setting setting, string text) =>
        Array.Find(setting.Words, word => EnumText.Is(word, text) || word.Equals(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>Rejects unknown keys: a misspelled setting would otherwise be ignored silently.</summary>
    private void CheckConfiguration()
    {
        if (_program.Configured is not { Daemons.Count: > 0 } configured)
        {
            return;
        }

        foreach (var name in configured.Daemons)
        {
            if (!Array.Exists(_program.Daemons, daemon => string.Equals(daemon.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                throw new DaemonException(
                    $"{Section}:{OneLine.From(name)} names no daemon of this program; there is {_program.Names}", DaemonExitCode.Usage);
            }
        }

        var known = Array.FindAll(Setting.All, setting => Has(_definition, setting));
        foreach (var name in configured.SettingsOf(_definition.Name))
        {
            if (!Array.Exists(known, setting => string.Equals(setting.Property, name, StringComparison.OrdinalIgnoreCase)))
            {
                var hint =
                    Suggestion.Find(name, Array.ConvertAll(known, static setting => setting.Property)) is { } near
                        ? $"; did you mean '{near}'?"
                        : "";
                throw new DaemonException(
                    $"{Section}:{_definition.Name}:{OneLine.From(name)} is not a setting of {_definition.Name}{hint}",
                    DaemonExitCode.Usage);
            }
        }
    }
}
