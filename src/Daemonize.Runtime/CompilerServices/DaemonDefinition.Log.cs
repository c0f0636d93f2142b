namespace Daemonize.CompilerServices;

/// <content>The settings of the log.</content>
public sealed partial class DaemonDefinition
{
    /// <inheritdoc cref="DaemonAttribute.ErrorFile"/>
    public string? ErrorFile { get; init; }

    /// <summary>The size in bytes at which a log file is rotated; 0 for off.</summary>
    public long LogMaxSize { get; init; }

    /// <inheritdoc cref="DaemonAttribute.LogBackups"/>
    public int LogBackups { get; init; } = 5;

    /// <inheritdoc cref="DaemonAttribute.LogCompress"/>
    public bool LogCompress { get; init; }

    /// <inheritdoc cref="DaemonAttribute.LogFormat"/>
    public LogFormat LogFormat { get; init; }
}
