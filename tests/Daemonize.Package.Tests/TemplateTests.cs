using Daemonize.Package.Tests.Infrastructure;

namespace Daemonize.Package.Tests;

/// <summary>The template as a user of the template package gets it: its output builds, runs as a daemon, and has tests that pass.</summary>
public sealed class TemplateTests(TestPackage package)
{
    [Theory]
    [InlineData("Clock")]
    [InlineData("my-clock.2")]
    public async Task DaemonBuildsLivesAndIsTested(string name)
    {
        await package.PackedAsync();
        var solution = await CreateAsync("daemon", name);

        var build = await Tool.DotnetAsync(solution, "build");
        BuildOutput.AssertHasNoWarning(build);

        using (var sandbox = new Sandbox(new(Path.Combine(solution, "src", name, "bin/Debug/net10.0", name))))
        {
            await sandbox.LiveAsync("tick", "tick.pid", static log => log.Contains("tick: tick 1 at ", StringComparison.Ordinal));
        }

        var test = await Tool.DotnetAsync(solution, "test", "--no-build");
        Assert.Matches(@"total: 1\s+failed: 0\s+succeeded: 1", test);
    }

    [Fact]
    public async Task WebDaemonBuildsLivesAndIsTested()
    {
        await package.HostingPackedAsync();
        var solution = await CreateAsync("daemon-web", "my-site.2");

        var build = await Tool.DotnetAsync(solution, "build");
        BuildOutput.AssertHasNoWarning(build);

        var apphost = Path.Combine(solution, "src/my-site.2/bin/Debug/net10.0/my-site.2");
        using (var sandbox = new Sandbox(new(apphost) { Environment = { ["Urls"] = "http://127.0.0.1:0" } }))
        {
            await sandbox.LiveAsync("serve", "serve.pid", static log => log.Contains("Now listening on: ", StringComparison.Ordinal));
        }

        var test = await Tool.DotnetAsync(solution, "test", "--no-build");
        Assert.Matches(@"total: 2\s+failed: 0\s+succeeded: 2", test);
    }

    /// <summary>Uses a separate hive for the templates: those of the machine stay unchanged.</summary>
    private async Task<string> CreateAsync(string template, string name)
    {
        var hive = Path.Combine(package.Folder, "hive-" + name);
        await Tool.DotnetAsync(package.Folder, "new", "install", await package.TemplatesPackedAsync(), "--debug:custom-hive", hive);
        await Tool.DotnetAsync(package.Folder, "new", template, "-n", name, "--skipRestore", "--debug:custom-hive", hive);
        return Path.Combine(package.Folder, name);
    }
}
