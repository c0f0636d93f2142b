using System.ComponentModel;

namespace Daemonize.Hosting;

/// <summary>Reads the settings of daemons from the files that a host is configured by. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HostConfiguration
{
    /// <summary>
    /// Reads section <c>Daemonize</c> of <c>appsettings.json</c>, and over it of <c>appsettings.{environment}.json</c>, in the content root. Gives for the name
    /// of each daemon the texts of its settings.
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

    /// <summary>As hosts have it.</summary>
    private static string EnvironmentName =>
        Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") is { Length: > 0 } general ? general
        : Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") is { Length: > 0 } web ? web
        : "Production";
}
