using Daemonize.Generator.Model;

namespace Daemonize.Generator.Tests;

/// <summary>Valid and invalid daemon names, and how they are derived.</summary>
public sealed class DaemonNameTests
{
    [Theory]
    [InlineData("Fetch", "fetch")]
    [InlineData("FetchNews", "fetch-news")]
    [InlineData("HTTPFetch", "http-fetch")]
    [InlineData("FetchHTTP", "fetch-http")]
    [InlineData("FetchV2News", "fetch-v2-news")]
    [InlineData("Fetch2News", "fetch2-news")]
    [InlineData("FetchNewsAsync", "fetch-news")]
    [InlineData("Async", "async")]
    [InlineData("Fetch_News", "fetch_news")]
    [InlineData("fetch", "fetch")]
    [InlineData("A", "a")]
    public void MethodGivesTheName(string method, string name)
    {
        Assert.Equal(name, DaemonName.FromMethod(method));
        Assert.True(DaemonName.IsValid(name));
    }

    [Theory]
    [InlineData("fetch", "Fetch")]
    [InlineData("fetch-news", "FetchNews")]
    [InlineData("api.v2", "ApiV2")]
    [InlineData("a_b", "AB")]
    [InlineData("a--b-", "AB")]
    public void NameGivesTheHandle(string name, string handle) => Assert.Equal(handle, DaemonName.ToHandle(name));

    [Theory]
    [InlineData("")]
    [InlineData("Fetch")]
    [InlineData("2fetch")]
    [InlineData("-fetch")]
    [InlineData("fetch news")]
    [InlineData("fetch/news")]
    [InlineData("été")]
    public void OtherNamesAreNotValid(string name) => Assert.False(DaemonName.IsValid(name));
}
