using Daemonize.Package.Tests.Infrastructure;

namespace Daemonize.Package.Tests;

/// <summary>The sample, published from the repository as its users do.</summary>
public sealed class NewsAppTests(TestPackage package)
{
    [Fact]
    public Task NativeAot() => PublishAndLiveAsync("native-aot");

    [Fact]
    public Task SingleFile() =>
        PublishAndLiveAsync("single-file", "-p:PublishAot=false", "-p:PublishSingleFile=true", "--self-contained", "false");

    private async Task PublishAndLiveAsync(string shape, params string[] arguments)
    {
        var folder = Path.Combine(package.Folder, "newsapp-" + shape);
        var output = await Tool.DotnetAsync(
            TestPackage.Repository,
            [
                "publish", "samples/NewsApp", "-r", Tool.RuntimeIdentifier, "-o", folder, "--artifacts-path",
                package.ArtifactsOf("newsapp"),
                "-p:TrimmerSingleWarn=false", .. arguments,
            ]);
        BuildOutput.AssertHasNoWarning(output);

        using var sandbox = new Sandbox(new(Path.Combine(folder, "NewsApp")));
        await sandbox.LiveAsync("fetch", "news.pid", static log => log.Contains("fetch: wrote ", StringComparison.Ordinal));

        var file = Directory.GetFiles(sandbox.OutputFolder)[0];
        Assert.Matches(@"/pid_\d+_my_daemon_log_\d{8}T\d{6}\.\d{3}Z\.txt$", file);
        Assert.Matches(@"^\d+ top headlines, fetched ", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Contains(
            $"fetch: wrote {file}\n",
            await File.ReadAllTextAsync(Path.Combine(sandbox.LogFolder, "fetch.log"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }
}
