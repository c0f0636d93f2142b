namespace Daemonize.Generated;

/// <content>The log.</content>
public sealed partial class DaemonDefinition
{
    /// <inheritdoc cref="DaemonAttribute.ErrorFile"/>
    public string? ErrorFile { get; init; }

    /// <summary>How many bytes a log file gets before it is moved away; 0 for off.</summary>
    public long LogMaxSize { get; init; }

    /// <inheritdoc cref="DaemonAttribute.LogBackups"/>
    public int LogBackups { get; init; } = 5;

    /// <inheritdoc cref="DaemonAttribute.LogCompress"/>
    public bool LogCompress { get; init; }

    /// <inheritdoc cref="DaemonAttribute.LogFormat"/>
    public LogFormat LogFormat { get; init; }
}
