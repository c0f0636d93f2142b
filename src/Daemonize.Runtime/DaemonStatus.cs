namespace Daemonize;

/// <summary>What is known of a daemon at one moment, seen from outside.</summary>
/// <param name="Name">The daemon's name.</param>
/// <param name="State">Whether it runs.</param>
/// <param name="Pid">Its process id while it runs, else 0.</param>
/// <param name="StartedAt">When it was started, to a hundredth of a second, while it runs.</param>
/// <param name="Note">What else there is to know, as one phrase: a missing or stale pid file, or why the state is unknown.</param>
public sealed record DaemonStatus(string Name, DaemonState State, int Pid, DateTimeOffset? StartedAt, string? Note);
