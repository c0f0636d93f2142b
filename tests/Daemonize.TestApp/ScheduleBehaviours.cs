using System.Diagnostics;
using System.Globalization;
using Daemonize;

namespace TestApp;

/// <summary>Daemons with schedules of every kind. Each tick adds a line to the file with the daemon's name.</summary>
internal static class ScheduleBehaviours
{
    private static readonly List<(long Accounted, long Slot)> Seen = [];

    /// <summary>
    /// Ticks at every 10 ms until TESTAPP_SLOTS slots are accounted for, and then tells how far the slots have drifted from their grid.
    /// </summary>
    [Daemon(Interval = "10ms")]
    internal static void Punctual(DaemonContext daemon)
    {
        // Computes the slot's time from the current time. The delay in between varies, so only the least of many values counts.
        Seen.Add((daemon.TickNumber + daemon.SkippedSlots, Stopwatch.GetTimestamp() - (daemon.Lateness.Ticks * 100)));
        if (daemon.TickNumber + daemon.SkippedSlots < int.Parse(Setting("TESTAPP_SLOTS"), CultureInfo.InvariantCulture))
        {
            return;
        }

        var residuals = Seen.ConvertAll(static seen => seen.Slot - Seen[0].Slot - ((seen.Accounted - Seen[0].Accounted) * 10_000_000));
        var half = residuals.Count / 2;
        var drift = residuals.Skip(half).Min() - residuals.Take(half).Min();
        Tell("punctual", $"{daemon.TickNumber} {daemon.SkippedSlots} {drift}");
        daemon.RequestStop();
    }

    /// <summary>Ticks at every 100 ms.</summary>
    [Daemon(Interval = "100ms")]
    internal static void Pausable(DaemonContext daemon) => TellTick("pausable", daemon);

    /// <summary>Ticks at every second of the clock.</summary>
    [Daemon(Cron = "* * * * * *", TimeZone = "UTC")]
    internal static void Secondly(DaemonContext daemon) => TellTick("secondly", daemon);

    /// <summary>Ticks at multiples of 200 ms since the epoch.</summary>
    [Daemon(Interval = "200ms", AlignToClock = true)]
    internal static void Aligned(DaemonContext daemon) => TellTick("aligned", daemon);

    /// <summary>Ticks only when it is asked to.</summary>
    [Daemon(Interval = "off")]
    internal static void Silent(DaemonContext daemon) => TellTick("silent", daemon);

    /// <summary>Ticks three times.</summary>
    [Daemon(Delay = "20ms", MaxRuns = 3)]
    internal static void Thrice(DaemonContext daemon) => TellTick("thrice", daemon);

    /// <summary>Fails at every tick, and gives up after the third.</summary>
    [Daemon(Interval = "20ms", MaxFailures = 3)]
    internal static int Hopeless(DaemonContext daemon)
    {
        TellTick("hopeless", daemon);
        return 7;
    }

    /// <summary>Fails twice, then succeeds, and stays.</summary>
    [Daemon(OnFailure = FailureAction.Retry, RetryDelay = "10ms")]
    internal static async Task Persistent(DaemonContext daemon, CancellationToken stopping)
    {
        TellTick("persistent", daemon);
        if (File.ReadAllLines(Path.Combine(Setting("TESTAPP_OUTPUT"), "persistent")).Length < 3)
        {
            throw new InvalidOperationException("not yet");
        }

        await Task.Delay(Timeout.Infinite, stopping);
    }

    /// <summary>Takes for ever, but has 50 ms.</summary>
    [Daemon(Interval = "100ms", TickTimeout = "50ms")]
    internal static async Task Overlong(DaemonContext daemon, CancellationToken token)
    {
        TellTick("overlong", daemon);
        await Task.Delay(Timeout.Infinite, token);
    }

    /// <summary>Blocks its thread until two others tick at the same time.</summary>
    [Daemon(Interval = "20ms", Overlap = OverlapPolicy.Parallel, MaxParallel = 3)]
    internal static void Together(DaemonContext daemon)
    {
        TellTick("together", daemon);
        Meeting.SignalAndWait(daemon.Stopping);
        TellTick("met", daemon);
    }

    /// <summary>Takes for ever, but is replaced.</summary>
    [Daemon(Interval = "50ms", Overlap = OverlapPolicy.Replace)]
    internal static async Task Replaced(DaemonContext daemon, CancellationToken token)
    {
        TellTick("replaced", daemon);
        await Task.Delay(Timeout.Infinite, token);
    }

    private static readonly Barrier Meeting = new(3);

    private static readonly Lock Telling = new();

    private static void TellTick(string file, DaemonContext daemon) => Tell(
        file,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{daemon.TickNumber} {daemon.SkippedSlots} {daemon.ScheduledAt.UtcTicks} " +
            $"{daemon.StartedAt.UtcTicks} {daemon.Lateness.Ticks}"));

    private static string Setting(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set");

    private static void Tell(string file, string line)
    {
        lock (Telling)
        {
            File.AppendAllText(Path.Combine(Setting("TESTAPP_OUTPUT"), file), line + "\n");
        }
    }
}
