using Daemonize.Clustering;
using Daemonize.CompilerServices;
using Daemonize.Lifetime;
using Daemonize.Options;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Options;

/// <summary>The hash of what all processes of a cluster must have in common, by which <c>members</c> finds one that differs.</summary>
public sealed class ClusterOptionsTests
{
    private static readonly LeaseRules Rules = new() { Me = Guid.NewGuid(), Timing = new LeaseTiming(TimeSpan.TicksPerSecond * 15) };

    [Fact]
    public void NumberOfShardsCounts()
    {
        Assert.Equal(Hash(64), Hash(64));
        Assert.NotEqual(Hash(64), Hash(128));
        Assert.NotEqual(Hash(0), Hash(1));
    }

    private static long Hash(int shards)
    {
        var definition = Definitions.OfShards("fetch", shards, "interval=5s", "align-to-clock=yes");
        return ClusterMembership.OptionsOf(
            Rules, new Settings(definition, Definitions.CreateProgram(definition), new SuppliedOptions()));
    }
}
