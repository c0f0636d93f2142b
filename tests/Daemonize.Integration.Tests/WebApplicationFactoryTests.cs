using System.Net;
using Daemonize.Integration.Tests.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SiteApp;

namespace Daemonize.Integration.Tests;

/// <summary>
/// WebApplicationFactory works on the web application of docs/guide/hosting.md as on any other, and no daemon is started.
/// </summary>
public sealed class WebApplicationFactoryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SiteAnswers()
    {
        using var factory = new WebApplicationFactory<Word>();
        using var client = factory.CreateClient();
        Assert.Equal("Hello World!", await client.GetStringAsync("/", Cancel));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/nothing", Cancel)).StatusCode);
    }

    /// <summary>
    /// Environment, content root and name are set by the factory before the builder reads appsettings.json, although the builder gets no
    /// arguments.
    /// </summary>
    [Fact]
    public async Task FactorySaysWhatTheHostIs()
    {
        using var factory = new WebApplicationFactory<Word>();
        Assert.Equal(
            ["Development", SiteFolder, "SiteApp", "of the file", "yes", "Development", "of the file"], await FactsOfAsync(factory));
    }

    [Fact]
    public async Task SettingsOfATestCount()
    {
        using var factory = new WebApplicationFactory<Word>();
        using var staging = factory.WithWebHostBuilder(static web => web.UseEnvironment("Staging").UseSetting("Topic", "of the test"));
        Assert.Equal(["Staging", SiteFolder, "SiteApp", "of the test", "", "Staging", "of the test"], await FactsOfAsync(staging));
        Assert.Null(Environment.GetEnvironmentVariable("Topic"));
        Assert.Null(Environment.GetEnvironmentVariable("DOTNET_Topic"));
    }

    [Fact]
    public async Task ServicesOfATestTakeEffect()
    {
        using var factory = new WebApplicationFactory<Word>();
        using var changed =
            factory.WithWebHostBuilder(
                static web => web.ConfigureTestServices(static services => services.AddSingleton(new Word("replaced"))));
        using var client = changed.CreateClient();
        Assert.Equal("replaced", await client.GetStringAsync("/", Cancel));
    }

    [Fact]
    public async Task OptionOfTheMethodIsASetting()
    {
        using var factory = new WebApplicationFactory<Word>().WithWebHostBuilder(static web => web.UseSetting("Greeting", "Good morning"));
        using var client = factory.CreateClient();
        Assert.Equal("Good morning", await client.GetStringAsync("/", Cancel));
    }

    [Fact]
    public async Task ManyFactoriesAtATime()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(async () =>
        {
            using var factory =
                new WebApplicationFactory<Word>().WithWebHostBuilder(
                    web => web.UseSetting("greeting", $"{number}").UseSetting("Topic", $"{-number}"));
            using var client = factory.CreateClient();
            return (await client.GetStringAsync("/", Cancel), (await client.GetStringAsync("/facts", Cancel)).Split('\n')[3]);
        })));
        Assert.Equal(Enumerable.Range(0, 8).Select(static number => ($"{number}", $"{-number}")), answers);
    }

    /// <summary>A test of two programs that communicate may start the second while it configures the first.</summary>
    [Fact]
    public async Task FactoryInTheConfigurationOfAnother()
    {
        using var inner = new WebApplicationFactory<Word>().WithWebHostBuilder(static web => web.UseSetting("Topic", "inner"));
        using var outer =
            new WebApplicationFactory<Word>().WithWebHostBuilder(web => web.UseSetting("Topic", "outer").ConfigureTestServices(
            services => services.AddSingleton(new Word(string.Join(' ', FactsOf(inner))))));
        using var client = outer.CreateClient();
        Assert.Contains(" inner ", await client.GetStringAsync("/", Cancel), StringComparison.Ordinal);
        Assert.Equal("outer", (await FactsOfAsync(outer))[3]);
    }

    [Fact]
    public async Task DisposeEndsTheHostAndTheEntryPoint()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var factory = new WebApplicationFactory<Word>();
        var started =
            factory.WithWebHostBuilder(web => web.ConfigureTestServices(services => services.AddHostedService(_ => new Farewell(stopped))));
        using (var client = started.CreateClient())
        {
            await client.GetStringAsync("/", Cancel);
        }

        await started.DisposeAsync();
        await factory.DisposeAsync();
        Assert.True(stopped.Task.IsCompletedSuccessfully);
    }

    /// <summary>RequestStop stops the host and does not end the test process.</summary>
    [Fact]
    public async Task DaemonMayStopItsHost()
    {
        using var factory = new WebApplicationFactory<Word>();
        using var client = factory.CreateClient();
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var _ = factory.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        await client.GetStringAsync("/stop?code=3", Cancel);
        await stopping.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    /// <summary>The program of the process is the test program: started again, it would not become the daemon.</summary>
    [Fact]
    public async Task HandleRefusesToStartTheTestsAsADaemon()
    {
        using var factory = new WebApplicationFactory<Word>();
        using var client = factory.CreateClient();
        Assert.Contains("Daemons.Run", await client.GetStringAsync("/start", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public void FailureOfTheHostIsTheTests()
    {
        using var factory = new WebApplicationFactory<Word>().WithWebHostBuilder(static web => web.ConfigureTestServices(
            static services => services.AddHostedService<Failing>()));
        Assert.Equal("there is no database", Assert.Throws<InvalidOperationException>(factory.CreateClient).Message);
    }

    private static string SiteFolder => Path.GetFullPath(Path.Combine(Source.Folder, "../Daemonize.SiteApp"));

    private static async Task<string[]> FactsOfAsync(WebApplicationFactory<Word> factory)
    {
        using var client = factory.CreateClient();
        return (await client.GetStringAsync("/facts", Cancel)).Split('\n');
    }

    private static string[] FactsOf(WebApplicationFactory<Word> factory) => FactsOfAsync(factory).GetAwaiter().GetResult();

    private sealed class Farewell(TaskCompletionSource stopped) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            stopped.TrySetResult();
            return Task.CompletedTask;
        }
    }

    private sealed class Failing : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("there is no database");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
