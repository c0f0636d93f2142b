namespace Daemonize;

/// <summary>The result of one tick.</summary>
public sealed class DaemonTick
{
    /// <summary>The number of the tick, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The time at which the tick began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The duration of the tick, including its retries.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Whether the tick succeeded, if necessary after retries.</summary>
    public required bool Succeeded { get; init; }
}
