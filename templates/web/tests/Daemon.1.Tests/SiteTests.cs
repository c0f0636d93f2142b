using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Daemon._1.Tests;

/// <summary>Tests the site in the process of the tests. The factory finds the program by any of its public types.</summary>
public sealed class SiteTests : IClassFixture<WebApplicationFactory<Answer>>
{
    private readonly WebApplicationFactory<Answer> _factory;

    public SiteTests(WebApplicationFactory<Answer> factory) => _factory = factory;

    [Fact]
    public async Task SiteAnswers()
    {
        using var client = _factory.CreateClient();

        Assert.Equal("Hello World!", await client.GetStringAsync("/", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TimeIsTold()
    {
        var now = new DateTimeOffset(2026, 12, 31, 23, 59, 58, TimeSpan.Zero);
        await using var factory = _factory.WithWebHostBuilder(
            web => web.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(new StoppedClock(now))));
        using var client = factory.CreateClient();

        Assert.Equal(new Answer(now), await client.GetFromJsonAsync<Answer>("/time", TestContext.Current.CancellationToken));
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
