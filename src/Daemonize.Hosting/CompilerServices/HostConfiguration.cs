using System.ComponentModel;
using Daemonize.CompilerServices;

namespace Daemonize.Hosting.CompilerServices;

/// <summary>Reads the settings of daemons from the configuration files of a host.</summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HostConfiguration
{
    /// <summary>
    /// Reads section <c>Daemonize</c> of <c>appsettings.json</c> in the content root; <c>appsettings.{environment}.json</c> overrides it.
    /// Returns the settings of each daemon as text.
    /// </summary>
    /// <exception cref="InvalidDataException">A file cannot be read.</exception>
    public static ConfiguredSettings Read() => Read(ContentRoot.Path, EnvironmentName);

    internal static ConfiguredSettings Read(string folder, string environment)
    {
        var sections = new ConfiguredSettings();
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
