using System.ComponentModel;

namespace Daemonize.Hosting;

/// <summary>Reads the settings of daemons from the configuration files of a host. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HostConfiguration
{
    /// <summary>
    /// Reads section <c>Daemonize</c> of <c>appsettings.json</c> in the content root; <c>appsettings.{environment}.json</c> overrides it.
    /// Returns the settings of each daemon as text: the outer key is the daemon's name, the inner key the name of the setting.
    /// </summary>
    /// <exception cref="InvalidDataException">A file cannot be read.</exception>
    public static Dictionary<string, Dictionary<string, string>> Read() => Read(ContentRoot.Path, EnvironmentName);

    internal static Dictionary<string, Dictionary<string, string>> Read(string folder, string environment)
    {
        var sections = new Dictionary<string, Dictionary<string, string>>(StringComparer.OrdinalIgnoreCase);
        SettingsFile.Read(Path.Combine(folder, "appsettings.json"), sections);
        SettingsFile.Read(Path.Combine(folder, $"appsettings.{environment}.json"), sections);
        return sections;
    }

    /// <summary>The name of the environment, from the same variables and with the same default as in a host.</summary>
    private static string EnvironmentName =>
        Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") is { Length: > 0 } general ? general
        : Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") is { Length: > 0 } web ? web
        : "Production";
}
