namespace Daemonize.CompilerServices;

/// <content>The settings of the daemon's process.</content>
public sealed partial class DaemonDefinition
{
    /// <inheritdoc cref="DaemonAttribute.User"/>
    public string? User { get; init; }

    /// <inheritdoc cref="DaemonAttribute.Group"/>
    public string? Group { get; init; }

    /// <inheritdoc cref="DaemonAttribute.RootDirectory"/>
    public string RootDirectory { get; init; } = "/";

    /// <inheritdoc cref="DaemonAttribute.CoreDumps"/>
    public bool CoreDumps { get; init; }

    /// <inheritdoc cref="DaemonAttribute.NoNewPrivileges"/>
    public bool NoNewPrivileges { get; init; }

    /// <summary>The maximum number of open descriptors; null for the caller's limit.</summary>
    public int? MaxOpenFiles { get; init; }

    /// <summary>The maximum memory of the daemon in bytes; null for the caller's limit.</summary>
    public long? MaxMemory { get; init; }

    /// <summary>The nice value of the daemon; null for the caller's value.</summary>
    public int? Nice { get; init; }

    /// <inheritdoc cref="DaemonAttribute.KeepDescriptors"/>
    public int[] KeepDescriptors { get; init; } = [];

    /// <inheritdoc cref="DaemonAttribute.Environment"/>
    public string[] Environment { get; init; } = [];

    /// <inheritdoc cref="DaemonAttribute.EnvironmentFile"/>
    public string? EnvironmentFile { get; init; }
}
