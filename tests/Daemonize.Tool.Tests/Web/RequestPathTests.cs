using Daemonize.Tool.Web;

namespace Daemonize.Tool.Tests.Web;

/// <summary>Which paths of requests are paths at all.</summary>
public sealed class RequestPathTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/app.js", "/app.js")]
    [InlineData("/lib/htm.module.js?v=1", "/lib/htm.module.js")]
    [InlineData("/api/v1/daemons/5ec78b66962c39c2/log?before=1-2-3&find=..%2f", "/api/v1/daemons/5ec78b66962c39c2/log")]
    public void PlainPathIsItself(string target, string path) => Assert.Equal(path, RequestPath.Of(target, root: null));

    [Theory]
    [InlineData("/daemons/", "/")]
    [InlineData("/daemons/api/v1/events", "/api/v1/events")]
    [InlineData("/api/v1/events", "/api/v1/events")]
    [InlineData("/daemons", "/daemons")]
    public void PublicPartIsLeftOut(string target, string path) => Assert.Equal(path, RequestPath.Of(target, "/daemons/"));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("/..")]
    [InlineData("/../etc/passwd")]
    [InlineData("/lib/../app.js")]
    [InlineData("/%2e%2e/etc/passwd")]
    [InlineData("/%61pp.js")]
    [InlineData("/app.js\0")]
    [InlineData("/app.js%00")]
    [InlineData("/\u00e4")]
    [InlineData("/a\\b")]
    [InlineData("/a;b")]
    [InlineData("/api/v1/daemons/*/stop")]
    [InlineData("/api/v1/daemons/5ec78b66962c39c2/stop --all")]
    public void AnyOtherIsNone(string target) => Assert.Null(RequestPath.Of(target, root: null));
}
