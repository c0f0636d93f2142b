using System.Globalization;
using System.Reflection;
using Programs = Daemonize.EndToEnd.Tests.Infrastructure.Tools;

namespace Daemonize.Tool.Tests.Infrastructure;

/// <summary>A test of the page in a real browser, by a script in Browser/, against the real server and real daemons.</summary>
public abstract class BrowserTest : WebTest
{
    /// <summary>A file of tests takes about 20 s on a quiet machine.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(5);

    /// <summary>Starts the server, and runs a script against it.</summary>
    /// <param name="script">The name of the script without its end.</param>
    /// <param name="daemon">The daemon that the script may act on, as the page names it.</param>
    /// <param name="hostile">The daemon with hostile texts; null for none.</param>
    private protected async Task PassesAsync(string script, string daemon, string? hostile = null)
    {
        Assert.SkipUnless(
            File.Exists(Path.Combine(BrowserFolder, "node_modules", ".installed")), "needs npm packages: run eng/install-test-packages");
        var client = await LogInAsync(await StartWebAsync("--control"));
        Sandbox.Environment["CHROMIUM"] = Programs.Chromium;
        Sandbox.Environment["HOME"] = Sandbox.Root;
        Sandbox.Environment["DAEMONIZE_WEB_LINK"] = Text(await ReadAsync(await PostAsync(client, "api/v1/links")), "url");
        Sandbox.Environment["DAEMONIZE_WEB_TOKEN"] = client.DefaultRequestHeaders.Authorization!.Parameter;
        Sandbox.Environment["DAEMONIZE_WEB_DAEMON"] = daemon;
        Sandbox.Environment["DAEMONIZE_WEB_HOSTILE"] = hostile;
        Sandbox.Environment["DAEMONIZE_WEB_SOON"] = Wait.Limit.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);

        var file = Path.Combine(BrowserFolder, $"{script}.test.mjs");
        var result = await Sandbox.Begin(Programs.Node, "--test", file).CompleteAsync(LongEnough);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Contains("# fail 0\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("# skipped 0\n", result.Output, StringComparison.Ordinal);
        CloseAll();
    }

    private static string BrowserFolder { get; } = Assert.Single(
        typeof(BrowserTest).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>(),
        static attribute => attribute.Key == nameof(BrowserFolder)).Value!;
}
