namespace Daemonize;

/// <summary>An error in a daemon.</summary>
public sealed class DaemonError
{
    /// <summary>One line of at most 300 characters; the log contains the full text.</summary>
    public required string Message { get; init; }

    /// <summary>The time at which the error occurred.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
