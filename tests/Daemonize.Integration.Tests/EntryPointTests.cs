using Microsoft.AspNetCore.Mvc.Testing;
using TryRunSiteApp;

namespace Daemonize.Integration.Tests;

/// <summary>The other forms of an entry point, and the daemon whose host a test gets.</summary>
public sealed class EntryPointTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary><c>return Daemons.Run(args)</c> and the older builder.</summary>
    [Fact]
    public async Task OwnMain()
    {
        using var factory =
            new WebApplicationFactory<OwnMainSiteApp.Marker>().WithWebHostBuilder(static web => web.UseSetting("topic", "weather"));
        Assert.Equal("weather in Development True", await GetAsync(factory));
    }

    [Fact]
    public void MissingOptionIsToldInOneLine()
    {
        using var factory = new WebApplicationFactory<OwnMainSiteApp.Marker>();
        var exception = Assert.Throws<DaemonException>(factory.CreateClient);
        Assert.Equal(
            "serve needs --topic (or OWNMAINSITEAPP_TOPIC): text; a test gives options by UseSetting(\"name\", \"value\"), dotnet ef by " +
            "'-- --name=value'",
            exception.Message);
    }

    [Fact]
    public async Task TopLevelStatementsWithTryRun()
    {
        using var factory = new WebApplicationFactory<Total>().WithWebHostBuilder(static web => web.UseSetting("daemon", "serve"));
        Assert.Equal("serve", await GetAsync(factory));
    }

    [Fact]
    public void OneOfSeveralHostsMustBeNamed()
    {
        using var factory = new WebApplicationFactory<Total>();
        var exception = Assert.Throws<DaemonException>(factory.CreateClient);
        Assert.Equal(
            "the host that is wanted may be that of serve or work; name one: UseSetting(\"daemon\", \"…\") in a test, '--daemon …' " +
            "behind the '--' of dotnet ef, or DAEMONIZE_DAEMON=…",
            exception.Message);
    }

    [Fact]
    public void NameOfNoDaemonIsRefused()
    {
        using var factory = new WebApplicationFactory<Total>().WithWebHostBuilder(static web => web.UseSetting("daemon", "servus"));
        Assert.Equal(
            "no daemon is called 'servus'; there is count, drain, serve, work",
            Assert.Throws<DaemonException>(factory.CreateClient).Message);
    }

    /// <summary>A program that builds a host in its entry point keeps it; a daemon's host is available only by name.</summary>
    [Theory]
    [InlineData("", "own")]
    [InlineData("work", "the daemon's")]
    public async Task HostOfTheEntryPointIsTheProgramsOwn(string daemon, string answer)
    {
        using var factory = new WebApplicationFactory<OwnSiteApp.Marker>().WithWebHostBuilder(web => web.UseSetting("daemon", daemon));
        Assert.Equal(answer, await GetAsync(factory));
    }

    private static async Task<string> GetAsync<TProgram>(WebApplicationFactory<TProgram> factory)
        where TProgram : class
    {
        using var client = factory.CreateClient();
        return await client.GetStringAsync("/", Cancel);
    }
}
