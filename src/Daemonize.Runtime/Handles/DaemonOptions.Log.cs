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
        Add(given, Setting.LogFile, LogFile);
        Add(given, Setting.ErrorFile, ErrorFile);
        Add(given, Setting.LogMaxSize, LogMaxSize);
        Add(given, Setting.LogBackups, LogBackups);
        Add(given, Setting.LogCompress, LogCompress);
        Add(given, Setting.LogFormat, (int?)LogFormat);
    }
}
