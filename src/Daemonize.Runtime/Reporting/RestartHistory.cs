using Daemonize.Identity;

namespace Daemonize.Reporting;

/// <summary>What a daemon that has a watcher knows of those before it.</summary>
/// <param name="Restarts">How many times it has been started again.</param>
/// <param name="LastExit">How the last one ended; null for the first.</param>
internal sealed record RestartHistory(int Restarts, ExitText? LastExit)
{
    /// <summary>What the watcher has left in the lock file.</summary>
    public static RestartHistory Of(LockRecord? record) => record?.Wait is { } wait ? new(wait.Restart, ExitOf(wait)) : new(0, null);

    /// <summary>How a daemon ended as its parent knows it, without its own words.</summary>
    public static ExitText ExitOf(RestartWait wait) => new(wait.End.ExitCode, wait.End.Signal is { } signal ? $"killed by {signal}" : "ended", wait.EndedAt);
}
