using Daemonize.Integration.Tests.Infrastructure;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SiteApp;
using TryRunSiteApp;

namespace Daemonize.Integration.Tests;

/// <summary>
/// Other tools that call the entry point and use the same events: one ends it when the host is built (dotnet ef), one lets it start
/// (OpenAPI at build time).
/// </summary>
public sealed class HostFactoryTests
{
    [Theory]
    [InlineData("--applicationName", "SiteApp")]
    [InlineData("--environment", "Staging", "--applicationName", "SiteApp")]
    [InlineData]
    [InlineData("something", "--applicationName", "SiteApp")]
    public void HostThatIsAllThatIsWantedEndsTheEntryPoint(params string[] args)
    {
        using var call = new EntryPointCall(typeof(Word).Assembly) { AbortsWhenBuilt = true };
        using var host = call.GetHost(args);
        Assert.NotNull(host.Services.GetService<Word>());
        Assert.Equal(
            args.Contains("Staging") ? "Staging" : "Production", host.Services.GetRequiredService<IHostEnvironment>().EnvironmentName);
        Assert.IsType<HostAbortedException>(call.WaitForEnd());
    }

    /// <summary>The tool replaces the host's server and lifetime by ones that do nothing.</summary>
    [Fact]
    public async Task HostMayHaveTheToolsLifetime()
    {
        using var call = new EntryPointCall(typeof(Word).Assembly)
        {
            Configure = static builder => builder.ConfigureServices(static services =>
            {
                services.AddSingleton<IServer, NoServer>();
                services.AddSingleton<IHostLifetime, NoLifetime>();
            }),
        };
        var host = call.GetHost("--applicationName=SiteApp");
        await EntryPointCall.WaitForStartAsync(host);
        await host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Null(call.WaitForEnd());
    }

    /// <summary>The host of <c>[DaemonServices]</c>, in which no daemon ticks.</summary>
    [Fact]
    public async Task ServicesOfDaemonMethodsAreAHost()
    {
        using var call = new EntryPointCall(typeof(Total).Assembly);
        var host = call.GetHost("--daemon=count", "--environment=Staging");
        await EntryPointCall.WaitForStartAsync(host);
        Assert.Equal("Staging", host.Services.GetRequiredService<IHostEnvironment>().EnvironmentName);
        Assert.Equal(0, host.Services.GetRequiredService<Total>().Number);
        await host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Null(call.WaitForEnd());
    }

    /// <summary>A verb stays a verb whatever listens, also in a process that a tool calls from.</summary>
    [Fact]
    public void VerbIsNoCallOfATool()
    {
        // Not the program whose handles a test uses: a program that has run a verb may start daemons.
        using var call = new EntryPointCall(typeof(Total).Assembly);
        var exception = Assert.Throws<InvalidOperationException>(() => call.GetHost("status", "--no-such-option"));
        Assert.Equal("the entry point gave 2", exception.Message);
    }

    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public void Dispose()
        {
        }

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
