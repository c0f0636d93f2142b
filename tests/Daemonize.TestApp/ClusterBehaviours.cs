using Daemonize;

namespace TestApp;

/// <summary>
/// Daemons that several processes share. Each tick writes a line to a file of its process, <c>NAME-PID</c>: slot, token, attempt, beginning
/// and end. A tick lasts while the file "hold" exists.
/// </summary>
internal static class ClusterBehaviours
{
    [Daemon(Interval = "1s", AlignToClock = true, Scope = DaemonScope.Cluster, Lease = "3s", TickTimeout = "1m")]
    internal static void Team(DaemonContext daemon, CancellationToken stop) => Tick("team", daemon, stop);

    [Daemon(Interval = "1s", AlignToClock = true, Scope = DaemonScope.Cluster, Lease = "3s", Interrupted = InterruptedPolicy.Rerun)]
    internal static void Rerun(DaemonContext daemon, CancellationToken stop) => Tick("rerun", daemon, stop);

    /// <summary>Has no slot near: it ticks on request only.</summary>
    [Daemon(Cron = "0 0 1 1 *", TimeZone = "UTC", Scope = DaemonScope.Cluster, Lease = "3s")]
    internal static void Yearly(DaemonContext daemon, CancellationToken stop) => Tick("yearly", daemon, stop);

    /// <summary>Has no schedule: one process runs it.</summary>
    [Daemon(Scope = DaemonScope.Cluster, Lease = "3s")]
    internal static async Task Consume(DaemonContext daemon, CancellationToken stop)
    {
        Output.Tell($"consume-{Environment.ProcessId}", $"begins {daemon.Token}");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }
        finally
        {
            Output.Tell($"consume-{Environment.ProcessId}", "ends");
        }
    }

    [Daemon(Interval = "1s", AlignToClock = true, Shards = 6, Lease = "3s")]
    internal static void Spread(DaemonContext daemon, CancellationToken stop) => Tick("spread", daemon, stop);

    /// <summary>Runs in each shard until another process has it.</summary>
    [Daemon(Shards = 4, Lease = "3s")]
    internal static async Task Feeds(DaemonContext daemon, CancellationToken stop)
    {
        var file = $"feeds-{Environment.ProcessId}";
        Output.Tell(file, $"begins {daemon.Shard}");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }
        finally
        {
            Output.Tell(file, $"ends {daemon.Shard}");
        }
    }

    private static void Tick(string name, DaemonContext daemon, CancellationToken stop)
    {
        var file = $"{name}-{Environment.ProcessId}";
        var tick = $"{daemon.ScheduledAt.ToUnixTimeMilliseconds()} {daemon.Token} {daemon.Attempt}";
        Output.Tell(file, $"begin {tick} {DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()} {daemon.Shard}");
        while (File.Exists(Output.PathOf("hold")) && !stop.WaitHandle.WaitOne(20))
        {
        }

        Output.Tell(file, $"end {tick} {DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}");
    }
}
