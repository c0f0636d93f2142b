using Daemonize.Reporting;

namespace Daemonize.Tests.Reporting;

/// <summary>What a process does in its cluster, in words.</summary>
public sealed class ClusterTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 7, 5, 30, TimeSpan.Zero);

    private static readonly DaemonClusterStatus Leader = new() { Role = DaemonClusterRole.Leader, Token = 17, Leader = "host-a:812" };

    private static readonly DaemonClusterStatus Follower = new(Leader) { Role = DaemonClusterRole.Follower };

    private static readonly DaemonClusterStatus Waiting = new() { Role = DaemonClusterRole.Waiting };

    [Fact]
    public void RoleIsNamed()
    {
        Assert.Equal("leads (token 17)", ClusterText.Of(Leader, Now));
        Assert.Equal("follows host-a:812 (token 17)", ClusterText.Of(Follower, Now));
        Assert.Equal("follows; nobody leads now", ClusterText.Of(new(Follower) { Leader = null }, Now));
        Assert.Equal("waits for the store", ClusterText.Of(Waiting, Now));
    }

    [Theory]
    [InlineData(16, 64, "leads 16 of 64 shards")]
    [InlineData(64, 64, "leads 64 of 64 shards")]
    [InlineData(1, 1, "leads 1 of 1 shard")]
    [InlineData(0, 64, "leads none of 64 shards")]
    public void ShardsAreCounted(int led, int total, string expected)
    {
        var role = led > 0 ? DaemonClusterRole.Leader : DaemonClusterRole.Follower;
        var status = new DaemonClusterStatus { Role = role, Shards = led, ShardsTotal = total };
        Assert.Equal(expected, ClusterText.Of(status, Now));
        Assert.Equal(expected, ClusterText.OfStart(status, ""));
        Assert.Equal(
            $"{expected}, waits for the store (12s)", ClusterText.Of(new(status) { StoreSilentSince = Now.AddSeconds(-12) }, Now));
    }

    /// <summary>What the store has not said is not counted.</summary>
    [Fact]
    public void ShardsAreNotKnownWithoutTheStore()
    {
        var status = new DaemonClusterStatus(Waiting) { Shards = 0, ShardsTotal = 64 };
        Assert.Equal("waits for the store", ClusterText.Of(status, Now));
        Assert.Null(ClusterText.OfStart(status, ""));
    }

    [Fact]
    public void RoleOfAStartIsShort()
    {
        Assert.Equal("leader", ClusterText.OfStart(Leader, ""));
        Assert.Equal("leader on this machine", ClusterText.OfStart(Leader, " on this machine"));
        Assert.Equal("follower; leader host-a:812", ClusterText.OfStart(Follower, ""));
        Assert.Equal("follower", ClusterText.OfStart(new(Follower) { Leader = null }, ""));
        Assert.Null(ClusterText.OfStart(null, ""));
    }
}
