using System.Runtime.CompilerServices;
using Daemonize.Commands;
using Daemonize.History;
using Daemonize.Tool.Seeing;
using Daemonize.Tool.Top;

namespace Daemonize.Tool.Tests.Top;

/// <summary>What is kept between two looks.</summary>
public sealed class TopSourceTests
{
    private static readonly HistoryStyle Style = new(
        Width: 80, IsDrawn: false, HasGlyphs: true, HasColours: false, TimeZoneInfo.Utc, DateTimeOffset.UnixEpoch);

    /// <summary>A screen can be open for weeks.</summary>
    [Fact]
    public void LookKeepsNothingOfTheOneBefore()
    {
        using var looks = new Ticking();
        using var source = new TopSource(looks, Style);
        var first = Look(source);
        var second = Look(source);
        _ = Look(source);
        GC.Collect();
        Assert.False(first.IsAlive);
        Assert.False(second.IsAlive);
        GC.KeepAlive(source);
    }

    [Fact]
    public void StripIsDrawnOnceForTheSameTicks()
    {
        using var looks = new Ticking { IsStill = true };
        using var source = new TopSource(looks, Style);
        var (first, second) = (source.Look(false, null).Rows[0].Strip, source.Look(false, null).Rows[0].Strip);
        _ = Assert.Single(first);
        Assert.Same(first, second);
        looks.IsStill = false;
        Assert.NotSame(first, source.Look(false, null).Rows[0].Strip);
    }

    /// <summary>Looks, and gives a reference to the ticks that were seen. Nothing of it stays on the stack of the caller.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Look(TopSource source) => new(source.Look(isToWalk: false, open: null).Rows[0].Recent);

    /// <summary>A daemon that has ticked at each look.</summary>
    private sealed class Ticking : ISnapshotSource
    {
        private List<HistoryEntry> _recent = [];

        public bool IsStill { get; set; }

        public List<SeenDaemon> Daemons { get; } = [Seen.Daemon("a/b")];

        public List<DaemonRow> Look(bool isToWalk)
        {
            if (!IsStill || _recent.Count == 0)
            {
                _recent = [new HistoryEntry(new HistoryRecord { Sequence = 1, Kind = HistoryKind.Tick, Took = 1 }, TickResult.Succeeded)];
            }

            return [new DaemonRow(Daemons[0]) { Recent = _recent }];
        }

        public void Dispose()
        {
        }
    }
}
