using Daemonize.Options;

namespace Daemonize.Tests.Options;

/// <summary>The URL of a store: its scheme and its group, and no password in what is shown.</summary>
public sealed class StoreUrlTests
{
    [Theory]
    [InlineData("file:", "file", "file:", null)]
    [InlineData("file:/var/lib/news", "file", "file:/var/lib/news", null)]
    [InlineData("postgres://newsapp@db/news", "postgres", "postgres://newsapp@db/news", null)]
    [InlineData("PostgreSQL://db/News", "postgresql", "PostgreSQL://db/News", null)]
    [InlineData("redis://db:6379?group=staging", "redis", "redis://db:6379", "staging")]
    [InlineData("redis://db?group=staging&prefix=x", "redis", "redis://db?prefix=x", "staging")]
    [InlineData("redis://db?prefix=x&group=a%20b", "redis", "redis://db?prefix=x", "a b")]
    [InlineData("redis://db?group=a&group=b", "redis", "redis://db", "b")]
    [InlineData("redis://db?group=a#end", "redis", "redis://db#end", "a")]
    [InlineData("redis://db?groups=a", "redis", "redis://db?groups=a", null)]
    [InlineData("file:?group=staging", "file", "file:", "staging")]
    public void PartsAreRead(string text, string scheme, string rest, string? group)
    {
        Assert.True(StoreUrl.TryParse(text, out var url, out _));
        Assert.Equal((scheme, rest, group), (url!.Scheme, url.Text, url.Group));
        Assert.Equal(text, url.ToString());
    }

    [Theory]
    [InlineData("", "it has no scheme")]
    [InlineData("db", "it has no scheme")]
    [InlineData("//db/news", "it has no scheme")]
    [InlineData("/var/lib", "it has no scheme")]
    [InlineData(":", "it has no scheme")]
    [InlineData("1redis://db", "it has no scheme")]
    [InlineData("redis://db/a b", "it contains white space")]
    [InlineData("redis://db\n", "it contains white space")]
    [InlineData("redis://db?group=", "its group is empty")]
    public void OtherTextIsRefused(string text, string mistake)
    {
        Assert.False(StoreUrl.TryParse(text, out var url, out var found));
        Assert.Null(url);
        Assert.Equal(mistake, found);
    }

    [Theory]
    [InlineData("postgres://newsapp:secret@db/news", "postgres://newsapp:***@db/news")]
    [InlineData("redis://:secret@db:6379", "redis://:***@db:6379")]
    [InlineData("redis://u:sec@ret@db:6379/0", "redis://u:***@db:6379/0")]
    [InlineData("redis://u:sec:ret@db", "redis://u:***@db")]
    [InlineData("redis://u:s/e?c#r@db/0", "redis://u:***@db/0")]
    [InlineData("redis://u:secret@[::1]:6379", "redis://u:***@[::1]:6379")]
    [InlineData("postgres://db/news?user=u&password=secret&ssl=on", "postgres://db/news?user=u&password=***&ssl=on")]
    [InlineData("postgres://db/news?SslPassword=secret", "postgres://db/news?SslPassword=***")]
    [InlineData("etcd://db?token=secret", "etcd://db?token=***")]
    [InlineData("newsapp:secret@db", "newsapp:***@db")]
    [InlineData("postgres:newsapp:secret@db", "postgres:***@db")]
    [InlineData("//newsapp:secret@db", "//newsapp:***@db")]
    [InlineData("news_app:secret@db", "news_app:***@db")]
    public void PasswordIsMasked(string text, string shown)
    {
        Assert.Equal(shown, StorePassword.Mask(text));
        Assert.True(StorePassword.IsIn(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("/a@b")]
    [InlineData("///a:b@c")]
    [InlineData("file:")]
    [InlineData("file:/home/news@corp/x:y")]
    [InlineData("file:///home/news@corp")]
    [InlineData("postgres://newsapp@db:5432/news")]
    [InlineData("postgres://db:5432/news@prod")]
    [InlineData("redis://[::1]:6379/?name=a@b")]
    [InlineData("redis://db?password=")]
    [InlineData("redis://db?passwords=3")]
    public void OtherTextIsShownAsItIs(string text) => Assert.False(StorePassword.IsIn(text), StorePassword.Mask(text));

    [Fact]
    public void TextOfAUrlHasThePasswordAndWhatIsShownHasNot()
    {
        Assert.True(StoreUrl.TryParse("postgres://u:secret@db?group=a", out var url, out _));
        Assert.Equal("postgres://u:secret@db", url!.Text);
        Assert.Equal("postgres://u:***@db?group=a", url.ToString());
    }
}
