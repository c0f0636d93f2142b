using Daemonize.History;
using Daemonize.Scheduling;

namespace Daemonize.Tests.History;

/// <summary>What a daemon's progress writes into its history, which is opened when the daemon is ready.</summary>
public sealed class ProgressHistoryTests : IDisposable
{
    private readonly HistoryBench _bench = new();
    private readonly DaemonProgress _progress = new(Heartbeat.None);

    public void Dispose() => _bench.Dispose();

    /// <summary>With ReadyMode.Manual, the daemon may be in its first tick when it becomes ready.</summary>
    [Fact]
    public void TickThatBeganBeforeTheHistoryIsInItWhenItEnds()
    {
        var begun = _progress.BeginTick(HistoryBench.Ten);
        _progress.History = _bench.Open();
        Assert.Empty(_bench.Read().Records);

        _progress.EndTick(begun, TimeSpan.FromSeconds(2), retries: 1, HistoryFlags.Failed);
        _progress.SetNext(null);

        var content = _bench.Read();
        var record = Assert.Single(content.Records);
        Assert.Equal((HistoryFlags.Failed, 1u, 2f, (ushort)1), (record.Flags, record.Tick, record.Took, record.Count));
        Assert.Equal((1, 1, false), (content.Pulse!.Value.Ticks, content.Pulse.Value.LastTick, IsTicking(content.Pulse.Value)));
    }

    /// <summary>A method that is called once runs as long as its daemon: that is no tick.</summary>
    [Fact]
    public void CallOfAMethodThatRunsOnceHasNoRecord()
    {
        _progress.History = _bench.Open();
        _ = _progress.BeginTick(HistoryBench.Ten, isRecorded: false);

        Assert.Empty(_bench.Read().Records);
        Assert.True(IsTicking(_bench.ReadPulse()!.Value));
    }

    /// <summary>The end of a tick and the next slot are one write of the pulse.</summary>
    [Fact]
    public void PulseHasTheEndOfATickTogetherWithTheNextSlot()
    {
        _progress.History = _bench.Open();
        var begun = _progress.BeginTick(HistoryBench.Ten);
        var before = _bench.ReadPulse()!.Value;

        _progress.EndTick(begun, TimeSpan.FromSeconds(1), retries: 0, HistoryFlags.None);
        _progress.SetNext(HistoryBench.Ten.AddSeconds(10));
        _progress.SetNext(HistoryBench.Ten.AddSeconds(10));

        var after = _bench.ReadPulse()!.Value;
        Assert.Equal(before.Counter + 1, after.Counter);
        Assert.Equal((1, HistoryFormat.Microseconds(HistoryBench.Ten.AddSeconds(10))), (after.LastTick, after.NextAt));
    }

    private static bool IsTicking(Pulse pulse) => (pulse.Flags & PulseFlags.Ticking) != 0;
}
