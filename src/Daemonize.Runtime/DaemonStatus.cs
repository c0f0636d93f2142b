namespace Daemonize;

/// <summary>What is known of a daemon at one moment, seen from outside.</summary>
/// <param name="Name">The daemon's name.</param>
/// <param name="State">Whether it runs.</param>
/// <param name="Pid">Its process id while it runs, else 0.</param>
/// <param name="StartedAt">When it was started, to a hundredth of a second, while it runs.</param>
/// <param name="Note">What else there is to know, as one phrase: a missing or stale pid file, or why the state is unknown.</param>
public sealed record DaemonStatus(string Name, DaemonState State, int Pid, DateTimeOffset? StartedAt, string? Note)
{
    /// <summary>
    /// How many ticks have begun; null for a method that runs once, for a daemon that does not run, and where the daemon's own account, which is up to a second
    /// old, cannot be read. The properties below come from it too.
    /// </summary>
    public long? Ticks { get; init; }

    /// <summary>How many slots have had no tick of their own: see <see cref="Overlap"/> and <see cref="Missed"/>.</summary>
    public long Skipped { get; init; }

    /// <summary>How many ticks were late: they waited for another, made up for a missed slot, or began more than a second after their slot.</summary>
    public long Late { get; init; }

    /// <summary>How many ticks have failed, retries apart, and how many results could not be handled.</summary>
    public long Failed { get; init; }

    /// <summary>The next slot; null where none will come or none is known.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>What the program has said last with <see cref="DaemonContext.Report"/>; null for nothing.</summary>
    public string? Report { get; init; }
}
