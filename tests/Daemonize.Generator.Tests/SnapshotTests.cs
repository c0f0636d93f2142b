using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests;

/// <summary>The files under Snapshots/ themselves.</summary>
public sealed class SnapshotTests
{
    /// <summary>A snapshot that no test compares would be reviewed in vain.</summary>
    [Fact]
    public void EverySnapshotHasATest() => Assert.All(Snapshot.Names(), name =>
    {
        var words = name.Split('.');
        var tests = GetType().Assembly.GetType($"{GetType().Namespace}.{words[0]}");
        Assert.True(tests?.GetMethod(words[1]) is not null, $"{name} is compared by no test");
    });
}
