using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Tests.Seeing;

/// <summary>The order of a list.</summary>
public sealed class AttentionTests
{
    [Fact]
    public void WhatNeedsSomebodyComesFirst()
    {
        List<SeenDaemon> all =
        [
            Seen.Daemon("b/worker:10"), Seen.Daemon("b/worker:9", DaemonState.Stopped), Seen.Daemon("b/a"), Seen.Daemon("a/z"),
            Seen.Daemon("z/suspended", DaemonState.Suspended), Seen.Daemon("z/unknown", DaemonState.Unknown),
            Seen.Daemon("z/restarting", DaemonState.Restarting), Seen.Daemon("z/hung", DaemonState.Hung),
            Seen.Daemon("z/dead", DaemonState.Dead),
        ];
        all.Sort(Attention.Compare);
        Assert.Equal(
            ["z/dead", "z/hung", "z/restarting", "z/unknown", "z/suspended", "a/z", "b/a", "b/worker:9", "b/worker:10"],
            all.Select(static daemon => daemon.FullName));
    }
}
