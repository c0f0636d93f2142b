using System.ComponentModel;

namespace Daemonize.CompilerServices;

/// <summary>The settings of daemons from configuration files, as text. Names of daemons and settings are compared without case.</summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ConfiguredSettings
{
    private readonly Dictionary<string, Dictionary<string, string>> _daemons = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of the daemons that have a section.</summary>
    internal IReadOnlyCollection<string> Daemons => _daemons.Keys;

    /// <summary>Adds an empty section for a daemon if it has none, so that a misspelled name is reported.</summary>
    /// <param name="daemon">The name of the daemon in the file, which may be misspelled.</param>
    public void AddDaemon(string daemon) => _ = SectionOf(daemon);

    /// <summary>Sets a setting of a daemon; a later file overrides an earlier one.</summary>
    /// <param name="daemon">The name of the daemon in the file, which may be misspelled.</param>
    /// <param name="setting">The name of the setting, that of the attribute's property.</param>
    /// <param name="text">The value as on the command line; an empty text sets nothing.</param>
    public void Set(string daemon, string setting, string text)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(text);
        SectionOf(daemon)[setting] = text;
    }

    /// <summary>Gets the names of the settings in a daemon's section; empty without one.</summary>
    internal IReadOnlyCollection<string> SettingsOf(string daemon) => _daemons.TryGetValue(daemon, out var section) ? section.Keys : [];

    /// <summary>Gets the text of a setting; null if it is not set.</summary>
    internal string? Find(string daemon, string setting) =>
        _daemons.TryGetValue(daemon, out var section) && section.TryGetValue(setting, out var text) && text.Length > 0 ? text : null;

    private Dictionary<string, string> SectionOf(string daemon)
    {
        ArgumentNullException.ThrowIfNull(daemon);
        if (!_daemons.TryGetValue(daemon, out var section))
        {
            _daemons.Add(daemon, section = new(StringComparer.OrdinalIgnoreCase));
        }

        return section;
    }
}
