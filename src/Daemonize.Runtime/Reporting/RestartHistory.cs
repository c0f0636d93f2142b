using Daemonize.Platform;

namespace Daemonize.Reporting;

/// <summary>The previous runs of a daemon that has a watcher.</summary>
/// <param name="Restarts">How many times the watcher has started the daemon again.</param>
/// <param name="LastExit">How the previous run ended; null for the first run.</param>
internal sealed record RestartHistory(int Restarts, DaemonExit? LastExit)
{
    /// <summary>Reads the history from the record that the watcher left in the lock file.</summary>
    public static RestartHistory Of(LockRecord? record) => record?.Wait is { } wait ? new(wait.Restart, ExitOf(wait)) : new(0, null);

    /// <summary>Gets how a daemon ended as its parent saw it, without the daemon's own reason.</summary>
    public static DaemonExit ExitOf(RestartWait wait) => new()
    {
        ExitCode = wait.End.ExitCode,
        Reason = wait.Reason.Length > 0 ? wait.Reason : ReasonOf(wait.End),
        EndedAt = wait.EndedAt,
    };

    private static string ReasonOf(ProcessEnd end) => end.Signal is { } signal ? $"killed by {signal}" : "ended";
}
