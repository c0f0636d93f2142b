using System.Globalization;
using Daemonize.Options;

namespace Daemonize;

/// <summary>
/// What a daemon is started with from C#. For a daemon whose method has options the build derives a class with a property for each. What is not set comes from
/// the environment, else from the attribute.
/// </summary>
public class DaemonOptions
{
    /// <inheritdoc cref="DaemonAttribute.Interval"/>
    public TimeSpan? Interval { get; init; }

    /// <inheritdoc cref="DaemonAttribute.InitialDelay"/>
    public TimeSpan? InitialDelay { get; init; }

    /// <inheritdoc cref="DaemonAttribute.StartTimeout"/>
    public TimeSpan? StartTimeout { get; init; }

    /// <inheritdoc cref="DaemonAttribute.StopTimeout"/>
    public TimeSpan? StopTimeout { get; init; }

    /// <inheritdoc cref="DaemonAttribute.WorkingDirectory"/>
    public string? WorkingDirectory { get; init; }

    /// <inheritdoc cref="DaemonAttribute.Umask"/>
    public string? Umask { get; init; }

    /// <summary>Settings are no secrets, and go by the daemon's command line.</summary>
    internal void AddSettings(GivenOptions given)
    {
        Add(given, SettingOption.Interval, Interval);
        Add(given, SettingOption.InitialDelay, InitialDelay);
        Add(given, SettingOption.StartTimeout, StartTimeout);
        Add(given, SettingOption.StopTimeout, StopTimeout);
        Add(given, SettingOption.WorkingDirectory, WorkingDirectory);
        Add(given, SettingOption.Umask, Umask);
    }

    private static void Add(GivenOptions given, SettingOption setting, TimeSpan? value) =>
        Add(given, setting, value?.ToString("c", CultureInfo.InvariantCulture));

    private static void Add(GivenOptions given, SettingOption setting, string? text)
    {
        if (text is not null)
        {
            given.RemoveArguments(setting.Name);
            given.AddArgument(setting.Name, text);
        }
    }
}
