namespace Daemonize.Generator.Model;

/// <summary>What the attribute says; null stands for the default.</summary>
/// <param name="PidFile">The pid file.</param>
/// <param name="LogFile">The log file.</param>
/// <param name="Interval">The time between two slots, or null for a method that runs once.</param>
/// <param name="InitialDelay">The wait before the first tick or the one run.</param>
/// <param name="StartTimeout">How long <c>start</c> waits.</param>
/// <param name="StopTimeout">How long a stop waits.</param>
/// <param name="WorkingDirectory">The directory that the daemon works in.</param>
/// <param name="Umask">The file mode creation mask.</param>
internal sealed record SettingsModel(
    string? PidFile,
    string? LogFile,
    DurationModel? Interval,
    DurationModel? InitialDelay,
    DurationModel? StartTimeout,
    DurationModel? StopTimeout,
    string? WorkingDirectory,
    int? Umask)
{
    /// <summary>A setting as the attribute has it, or null.</summary>
    public string? Text(SettingOption setting) => setting.Name switch
    {
        "pid-file" => PidFile,
        "log-file" => LogFile,
        "interval" => Interval?.Text,
        "initial-delay" => InitialDelay?.Text,
        "start-timeout" => StartTimeout?.Text,
        "stop-timeout" => StopTimeout?.Text,
        "working-directory" => WorkingDirectory,
        _ => Umask is { } umask ? Emission.CSharpText.Octal(umask) : null,
    };
}
