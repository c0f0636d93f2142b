namespace Daemonize;

/// <summary>The settings of daemons that a verb takes as options.</summary>
internal enum VerbSettings
{
    /// <summary>None.</summary>
    None,

    /// <summary>The paths of the daemon's files, by which the verb finds it.</summary>
    Files,

    /// <summary>Where the store is that the processes of a daemon share.</summary>
    Store,

    /// <summary>The files, the time that a stop may take, and the user, whose files the verb looks for.</summary>
    Stop,

    /// <summary>All: the verb runs the method.</summary>
    Method,

    /// <summary>
    /// Those that a service file can express: it cannot pass open descriptors, and <c>--user</c> chooses the service manager there, as in
    /// systemctl(1).
    /// </summary>
    ServiceFile,
}
