using System.Globalization;
using System.Reflection;
using Programs = Daemonize.EndToEnd.Tests.Infrastructure.Tools;

namespace Daemonize.Tool.Tests;

/// <summary>The page in a real browser, by the scripts in Browser/, against the real server and real daemons.</summary>
public sealed class BrowserTests : WebTest
{
    /// <summary>A file of tests takes about 20 s on a quiet machine.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("login")]
    [InlineData("acting")]
    [InlineData("live")]
    [InlineData("keyboard")]
    [InlineData("accessibility")]
    [InlineData("hostile")]
    [InlineData("tabs")]
    [InlineData("libraries")]
    public async Task PageIsAsItsScriptsSay(string script)
    {
        var folder = BrowserFolder;
        Assert.SkipUnless(
            File.Exists(Path.Combine(folder, "node_modules", ".installed")), "needs npm packages: run eng/install-test-packages");
        await StartAsync("beat");
        await StartAsync("hostility");
        var client = await LogInAsync(await StartWebAsync("--control"));
        Sandbox.Environment["CHROMIUM"] = Programs.Chromium;
        Sandbox.Environment["HOME"] = Sandbox.Root;
        Sandbox.Environment["DAEMONIZE_WEB_LINK"] = Text(await ReadAsync(await PostAsync(client, "api/v1/links")), "url");
        Sandbox.Environment["DAEMONIZE_WEB_TOKEN"] = client.DefaultRequestHeaders.Authorization!.Parameter;

        // By their names, which the scripts look for on the page: only these tests, one after the other, have such daemons.
        Sandbox.Environment["DAEMONIZE_WEB_DAEMON"] = "testapp/beat";
        Sandbox.Environment["DAEMONIZE_WEB_HOSTILE"] = "testapp/hostility";
        Sandbox.Environment["DAEMONIZE_WEB_SOON"] = Wait.Limit.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);

        var result = await Sandbox.Begin(Programs.Node, "--test", Path.Combine(folder, $"{script}.test.mjs")).CompleteAsync(LongEnough);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Contains("# fail 0\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("# skipped 0\n", result.Output, StringComparison.Ordinal);
        CloseAll();
    }

    private static string BrowserFolder { get; } = Assert.Single(
        typeof(BrowserTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>(),
        static attribute => attribute.Key == nameof(BrowserFolder)).Value!;
}
