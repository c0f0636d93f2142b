using System.Globalization;
using Daemonize.CompilerServices;

namespace Daemonize;

/// <content>The settings of the log.</content>
public partial class DaemonOptions
{
    /// <inheritdoc cref="DaemonAttribute.LogFile"/>
    public string? LogFile { get; init; }

    /// <inheritdoc cref="DaemonAttribute.ErrorFile"/>
    public string? ErrorFile { get; init; }

    /// <summary>In bytes; 0 means off. <inheritdoc cref="DaemonAttribute.LogMaxSize" path="/summary/node()"/></summary>
    public long? LogMaxSize { get; init; }

    /// <inheritdoc cref="DaemonAttribute.LogBackups"/>
    public int? LogBackups { get; init; }

    /// <inheritdoc cref="DaemonAttribute.LogCompress"/>
    public bool? LogCompress { get; init; }

    /// <inheritdoc cref="DaemonAttribute.LogFormat"/>
    public LogFormat? LogFormat { get; init; }

    private void AddLog(SuppliedOptions given)
    {
        Add(given, SettingOption.LogFile, LogFile);
        Add(given, SettingOption.ErrorFile, ErrorFile);
        Add(given, SettingOption.LogMaxSize, LogMaxSize is 0 ? CronText.Off : LogMaxSize?.ToString(CultureInfo.InvariantCulture));
        Add(given, SettingOption.LogBackups, LogBackups);
        Add(given, SettingOption.LogCompress, LogCompress);
        Add(given, SettingOption.LogFormat, LogFormat);
    }
}
