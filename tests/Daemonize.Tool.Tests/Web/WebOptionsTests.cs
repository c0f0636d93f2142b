using Daemonize.Tool.Web;

namespace Daemonize.Tool.Tests.Web;

/// <summary>The options by which the page is served.</summary>
public sealed class WebOptionsTests
{
    [Theory]
    [InlineData("0.0.0.0:9464")]
    [InlineData("127.0.0.1:1")]
    [InlineData("[::]:9464")]
    public void AddressOfTheMetricsHasAPort(string text) =>
        Assert.Equal(text, WebOptions.Parse(false, 0, text, null, false).Metrics?.ToString());

    [Theory]
    [InlineData("9464")]
    [InlineData("0.0.0.0")]
    [InlineData("0.0.0.0:0")]
    [InlineData("::1")]
    [InlineData("localhost:9464")]
    [InlineData("")]
    public void OtherAddressIsRefused(string text) =>
        Assert.Equal(2, Assert.Throws<DaemonException>(() => WebOptions.Parse(false, 0, text, null, false)).ExitCode);

    [Theory]
    [InlineData("https://ops.example.com", "https://ops.example.com/")]
    [InlineData("http://ops.example.com:8080/a/b", "http://ops.example.com:8080/a/b/")]
    public void PublicAddressEndsWithASlash(string text, string url) =>
        Assert.Equal(url, WebOptions.Parse(false, 0, null, text, false).Public?.AbsoluteUri);

    [Theory]
    [InlineData("ops.example.com")]
    [InlineData("/daemons")]
    [InlineData("ftp://ops.example.com")]
    [InlineData("https://ops.example.com/?a=b")]
    [InlineData("https://user:word@ops.example.com/")]
    [InlineData("javascript:alert(1)")]
    public void OtherPublicAddressIsRefused(string text) =>
        Assert.Equal(2, Assert.Throws<DaemonException>(() => WebOptions.Parse(false, 0, null, text, false)).ExitCode);

    [Fact]
    public void ReadOnlyIsStrongerThanControl()
    {
        Assert.NotNull(WebOptions.Parse(true, 0, null, null, control: true).WhyReadOnly);
        Assert.Null(WebOptions.Parse(false, 0, null, null, control: true).WhyReadOnly);
        Assert.Equal(Environment.IsPrivilegedProcess, WebOptions.Parse(false, 0, null, null, control: false).WhyReadOnly is not null);
    }
}
