namespace Daemonize;

/// <summary>The end of a run of a daemon.</summary>
public sealed class DaemonExit
{
    /// <summary>The exit code of the process; null if a signal ended it, or if the code is unknown.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The reason as one phrase, such as <c>stopped by SIGTERM</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>The time of the end; null if it is unknown.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
