using Daemonize.Cluster.PostgreSql;

namespace Daemonize.Cluster.Tests.PostgreSql;

/// <summary>What a user gets to read if a store cannot be used.</summary>
internal static class Refusal
{
    /// <summary>Connects, and expects to be refused.</summary>
    public static async Task AssertAsync(string url, string reason, bool isPermanent)
    {
        await using var store = PostgreSqlStore.Open(url);
        var refusal = await Assert.ThrowsAsync<ClusterStoreException>(
            async () => await store.ConnectAsync(TestContext.Current.CancellationToken));
        AssertIsOneLine(refusal, reason, isPermanent);
    }

    /// <summary>What, why, and what to do.</summary>
    public static void AssertIsOneLine(ClusterStoreException refusal, string reason, bool isPermanent)
    {
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("; ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.True(refusal.IsPermanent == isPermanent, refusal.ToString());
    }
}
