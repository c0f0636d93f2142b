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

    [Fact]
    public async Task PackageHasTheTemplateAndNothingElse()
    {
        using var archive =
            await System.IO.Compression.ZipFile.OpenReadAsync(await PackAsync("content"), TestContext.Current.CancellationToken);
        var files =
            archive.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("content/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "content/daemon/.template.config/template.json",
                "content/daemon/Daemon.1.slnx",
                "content/daemon/README.md",
                "content/daemon/global.json",
                "content/daemon/src/Daemon.1/Daemon.1.csproj",
                "content/daemon/src/Daemon.1/Worker.cs",
                "content/daemon/tests/Daemon.1.Tests/Daemon.1.Tests.csproj",
                "content/daemon/tests/Daemon.1.Tests/WorkerTests.cs",
                "content/web/.template.config/template.json",
                "content/web/Daemon.1.slnx",
                "content/web/README.md",
                "content/web/global.json",
                "content/web/src/Daemon.1/Daemon.1.csproj",
                "content/web/src/Daemon.1/Site.cs",
                "content/web/src/Daemon.1/appsettings.json",
                "content/web/tests/Daemon.1.Tests/Daemon.1.Tests.csproj",
                "content/web/tests/Daemon.1.Tests/SiteTests.cs",
            ],
            files);
        Assert.DoesNotContain(archive.Entries, entry => entry.FullName.EndsWith(".dll", StringComparison.Ordinal));
    }

    /// <summary>Uses a separate hive for the templates: those of the machine stay unchanged.</summary>
    private async Task<string> CreateAsync(string template, string name)
    {
        var hive = Path.Combine(package.Folder, "hive-" + name);
        await Tool.DotnetAsync(package.Folder, "new", "install", await PackAsync(name), "--debug:custom-hive", hive);
        await Tool.DotnetAsync(package.Folder, "new", template, "-n", name, "--skipRestore", "--debug:custom-hive", hive);
        return Path.Combine(package.Folder, name);
    }

    private async Task<string> PackAsync(string name)
    {
        var folder = Path.Combine(package.Folder, "templates-" + name);
        var output = await Tool.DotnetAsync(
            TestPackage.Repository,
            "pack", "templates", "-c", "Release", "-o", folder, "--artifacts-path", package.ArtifactsOf("templates-" + name),
            $"-p:Version={package.Version}");
        BuildOutput.AssertHasNoWarning(output);
        return Assert.Single(Directory.GetFiles(folder, "*.nupkg"));
    }
}
