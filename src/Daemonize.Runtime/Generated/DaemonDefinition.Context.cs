namespace Daemonize.Generated;

/// <content>The process of a started daemon.</content>
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

    /// <summary>How many descriptors the daemon may have open; null for the caller's limit.</summary>
    public int? MaxOpenFiles { get; init; }

    /// <summary>How many bytes of memory the daemon may use; null for the caller's limit.</summary>
    public long? MaxMemory { get; init; }

    /// <summary>The daemon's nice value; null for the caller's.</summary>
    public int? Nice { get; init; }

    /// <inheritdoc cref="DaemonAttribute.KeepDescriptors"/>
    public int[] KeepDescriptors { get; init; } = [];

    /// <inheritdoc cref="DaemonAttribute.Environment"/>
    public string[] Environment { get; init; } = [];

    /// <inheritdoc cref="DaemonAttribute.EnvironmentFile"/>
    public string? EnvironmentFile { get; init; }
}
