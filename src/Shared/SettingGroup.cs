namespace Daemonize;

/// <summary>The groups of the settings in the help and in the reference, in their order.</summary>
internal enum SettingGroup
{
    /// <summary>When the method is called.</summary>
    Schedule,

    /// <summary>Failures of the method, and restarts of the daemon.</summary>
    Failure,

    /// <summary>The store that the processes of a daemon share.</summary>
    Cluster,

    /// <summary>Results, instances, start and stop.</summary>
    Other,

    /// <summary>The log.</summary>
    Log,

    /// <summary>The process: its user, its limits and its environment.</summary>
    Process,
}
