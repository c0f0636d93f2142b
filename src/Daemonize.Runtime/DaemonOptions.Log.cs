using Daemonize.Options;

namespace Daemonize;

/// <content>The settings of the log.</content>
public partial class DaemonOptions
{
    /// <inheritdoc cref="DaemonAttribute.LogMaxSize"/>
    public string? LogMaxSize { get; init; }

    /// <inheritdoc cref="DaemonAttribute.LogBackups"/>
    public int? LogBackups { get; init; }

    /// <inheritdoc cref="DaemonAttribute.LogCompress"/>
    public bool? LogCompress { get; init; }

    /// <inheritdoc cref="DaemonAttribute.LogFormat"/>
    public LogFormat? LogFormat { get; init; }

    private void AddLog(SuppliedOptions given)
    {
        Add(given, SettingOption.LogMaxSize, LogMaxSize);
        Add(given, SettingOption.LogBackups, LogBackups);
        Add(given, SettingOption.LogCompress, LogCompress);
        Add(given, SettingOption.LogFormat, LogFormat);
    }
}
