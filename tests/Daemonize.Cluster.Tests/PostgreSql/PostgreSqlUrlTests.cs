using Daemonize.Cluster.PostgreSql;

namespace Daemonize.Cluster.Tests.PostgreSql;

public sealed class PostgreSqlUrlTests
{
    [Theory]
    [InlineData("postgres://db", "db", 5432, null, null, null)]
    [InlineData("postgres://db:6432/news", "db", 6432, "news", null, null)]
    [InlineData("postgresql://newsapp@db/news", "db", 5432, "news", "newsapp", null)]
    [InlineData("postgres://newsapp:p%40s%3As%2F@db/news", "db", 5432, "news", "newsapp", "p@s:s/")]
    [InlineData("postgres://a%40b:p@s@db", "db", 5432, null, "a@b", "p@s")]
    [InlineData("postgres://@db/a%20b", "db", 5432, "a b", null, null)]
    [InlineData("postgres://[::1]:5433/news", "::1", 5433, "news", null, null)]
    [InlineData("postgres://[fe80::2]", "fe80::2", 5432, null, null, null)]
    [InlineData("postgres://%2Fvar%2Frun/news", "/var/run", 5432, "news", null, null)]
    [InlineData("postgres:///news?host=/var/run&port=5433&user=u&password=p%26q", "/var/run", 5433, "news", "u", "p&q")]
    [InlineData("postgres://a,b:6432,[::1]:5433/news", "a,b:6432,[::1]:5433", 5432, "news", null, null)]
    public void PartsAreRead(string url, string host, int port, string? database, string? user, string? password)
    {
        var settings = PostgreSqlUrl.Parse(url).Settings;
        Assert.Equal(
            (host, port, database, user, password),
            (settings.Host, settings.Port, settings.Database, settings.Username, settings.Password));
    }

    [Theory]
    [InlineData("sslmode=verify-full", "SSL Mode=VerifyFull")]
    [InlineData("sslmode=require&sslrootcert=/a/b.pem", "SSL Mode=Require;Root Certificate=/a/b.pem")]
    [InlineData("connect_timeout=3", "Timeout=3")]
    [InlineData("application_name=news%20app", "Application Name=\"news app\"")]
    [InlineData("options=-c%20statement_timeout%3D3s", "Options=\"-c statement_timeout=3s\"")]
    [InlineData("keepalives=0", "TCP Keepalive=False")]
    [InlineData("Maximum%20Pool%20Size=7", "Maximum Pool Size=7")]
    [InlineData("maximum_pool_size=7", "Maximum Pool Size=7")]
    [InlineData("target_session_attrs=primary", "Target Session Attributes=primary")]
    public void ParametersAreThoseOfTheClientLibraries(string query, string expected)
    {
        var text = PostgreSqlUrl.Parse("postgres://db/news?" + query).Settings.ConnectionString;
        Assert.All(expected.Split(';'), part => Assert.Contains(part, text.Split(';')));
    }

    [Theory]
    [InlineData("postgres://db/news", null)]
    [InlineData("postgres://db/news?schema=a%22b&sslmode=disable", "a\"b")]
    public void SchemaIsNotForTheServer(string url, string? schema)
    {
        var parsed = PostgreSqlUrl.Parse(url);
        Assert.Equal(schema, parsed.Schema);
        Assert.DoesNotContain("schema", parsed.Settings.ConnectionString, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What a pooler in transaction mode needs.</summary>
    [Fact]
    public void SessionsHaveNoState()
    {
        var settings = PostgreSqlUrl.Parse("postgres://db/news").Settings;
        Assert.Equal((true, 0, false), (settings.NoResetOnClose, settings.MaxAutoPrepare, settings.Multiplexing));
    }

    [Fact]
    public void OfSeveralHostsOneThatWritesIsUsed()
    {
        Assert.Equal("read-write", PostgreSqlUrl.Parse("postgres://a,b/news").Settings.TargetSessionAttributes);
        Assert.Equal("any", PostgreSqlUrl.Parse("postgres://a,b/news?target_session_attrs=any").Settings.TargetSessionAttributes);
        Assert.Null(PostgreSqlUrl.Parse("postgres://a/news").Settings.TargetSessionAttributes);
    }

    [Theory]
    [InlineData("postgres:db/news", "no host")]
    [InlineData("postgres://u:Secret@db:x/news", "port")]
    [InlineData("postgres://u:Secret@db:0/news", "port")]
    [InlineData("postgres://u:Secret@db:65536/news", "port")]
    [InlineData("postgres://u:Sec/Secret@db/news?x=1", "percent-encoded")]
    [InlineData("postgres://u:1/Secret@db/news", "percent-encoded")]
    [InlineData("postgres://u:1?Secret=1@db/news", "percent-encoded")]
    [InlineData("postgres://u:1@db/news?password=a&Secret", "without a value")]
    [InlineData("postgres://u:Secret@db/news?color=blue", "color")]
    [InlineData("postgres://u:Secret@db/news?sslmode=Secret", "sslmode")]
    [InlineData("postgres://u:Secret@db/news?Timeout=Secret", "Timeout")]
    [InlineData("postgres://u:Secret@db/news?Maximum%20Pool%20Size=-1", "Maximum Pool Size")]
    [InlineData("postgres://u:Secret@db/news?schema=", "schema")]
    [InlineData("postgres://u:Secret@db/a%00b", "zero")]
    public void MistakeIsNamedWithoutThePassword(string url, string mistake)
    {
        var refusal = Assert.Throws<ClusterStoreException>(() => PostgreSqlStore.Open(url));
        Assert.True(refusal.IsPermanent);
        Assert.Contains(mistake, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("postgres://USER@HOST:PORT/DATABASE", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", refusal.Message, StringComparison.Ordinal);
    }
}
