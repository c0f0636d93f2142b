using Daemonize.Tool.Web;

namespace Daemonize.Tool.Tests.Web;

/// <summary>Requests that a browser sends for another page are refused, whatever else they have.</summary>
public sealed class GateTests
{
    private const int Port = 41873;

    private static readonly Uri Public = new("https://ops.example.com/daemons/");

    [Theory]
    [InlineData("127.0.0.1:41873")]
    [InlineData("localhost:41873")]
    [InlineData("LOCALHOST:41873")]
    [InlineData("[::1]:41873")]
    public void OwnHostsPass(string host) => Assert.Null(Check(host));

    /// <summary>Only the host tells a rebound name: to the browser, its page and this server are of one origin.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("evil.example:41873")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:80")]
    [InlineData("127.0.0.1:41873.evil.example")]
    [InlineData("127.0.0.1.evil.example:41873")]
    [InlineData("localhost.evil.example:41873")]
    [InlineData("127.0.0.2:41873")]
    [InlineData("0.0.0.0:41873")]
    [InlineData("user@127.0.0.1:41873")]
    [InlineData("ops.example.com")]
    public void OtherHostsAreMisdirected(string host) => Assert.Equal(421, Check(host)?.Status);

    /// <summary>ssh(1) forwards any port of the other machine to the socket.</summary>
    [Theory]
    [InlineData("localhost", null)]
    [InlineData("localhost:8080", null)]
    [InlineData("127.0.0.1:9", null)]
    [InlineData("localhost:", 421)]
    [InlineData("localhost:x", 421)]
    [InlineData("localhostx", 421)]
    [InlineData("evil.example", 421)]
    [InlineData("evil.example:8080", 421)]
    public void SocketHasAnyPortOfThisMachine(string host, int? status) =>
        Assert.Equal(status, Gate.Check(new GateRequest("GET", host, null, null, null), port: null, publicUrl: null)?.Status);

    [Theory]
    [InlineData("http://127.0.0.1:41873", null)]
    [InlineData("null", 403)]
    [InlineData("", 403)]
    [InlineData("http://127.0.0.1:8080", 403)]
    [InlineData("http://127.0.0.1", 403)]
    [InlineData("https://127.0.0.1:41873", 403)]
    [InlineData("http://localhost:41873", 403)]
    [InlineData("http://evil.example", 403)]
    [InlineData("http://127.0.0.1:41873.evil.example", 403)]
    public void OriginMustBeTheSame(string origin, int? status)
    {
        Assert.Equal(status, Check("127.0.0.1:41873", origin: origin)?.Status);
        Assert.Equal(status, Check("127.0.0.1:41873", "POST", origin, contentType: "application/json")?.Status);
    }

    [Theory]
    [InlineData("same-origin", null)]
    [InlineData("none", null)]
    [InlineData("same-site", 403)]
    [InlineData("cross-site", 403)]
    [InlineData("", 403)]
    [InlineData("same-origin, cross-site", 403)]
    public void FetchSiteMustBeTheSame(string site, int? status) =>
        Assert.Equal(status, Check("127.0.0.1:41873", fetchSite: site)?.Status);

    /// <summary>A form can send the other types to any address without asking.</summary>
    [Theory]
    [InlineData("POST", "application/json", null)]
    [InlineData("POST", "Application/JSON; charset=utf-8", null)]
    [InlineData("POST", "text/plain", 415)]
    [InlineData("POST", "application/x-www-form-urlencoded", 415)]
    [InlineData("POST", "multipart/form-data; boundary=application/json", 415)]
    [InlineData("POST", "application/jsonx", 415)]
    [InlineData("POST", null, 415)]
    [InlineData("DELETE", null, 415)]
    [InlineData("OPTIONS", null, 415)]
    [InlineData("HEAD", null, 415)]
    [InlineData("get", null, 415)]
    [InlineData("GET", null, null)]
    public void BodyMustBeJson(string method, string? contentType, int? status) =>
        Assert.Equal(status, Check("127.0.0.1:41873", method, contentType: contentType)?.Status);

    [Fact]
    public void PublicAddressHasItsOwnOrigin()
    {
        Assert.Null(Check("ops.example.com", origin: "https://ops.example.com", publicUrl: Public));
        Assert.Equal(403, Check("ops.example.com", origin: "http://ops.example.com", publicUrl: Public)?.Status);
        Assert.Equal(403, Check("ops.example.com", origin: "http://127.0.0.1:41873", publicUrl: Public)?.Status);
        Assert.Equal(421, Check("other.example.com", publicUrl: Public)?.Status);
        Assert.Null(Check("127.0.0.1:41873", origin: "http://127.0.0.1:41873", publicUrl: Public));
    }

    private static Refusal? Check(
        string host, string method = "GET", string? origin = null, string? fetchSite = null, string? contentType = null,
        Uri? publicUrl = null) =>
        Gate.Check(new GateRequest(method, host, origin, fetchSite, contentType), Port, publicUrl);
}
