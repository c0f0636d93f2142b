using Daemonize.Package.Tests.Infrastructure;

namespace Daemonize.Package.Tests;

/// <summary>The sample, published from the repository as its users do.</summary>
public sealed class NewsAppTests(TestPackage package)
{
    [Fact]
    public async Task NativeAot()
    {
        await PublishAndLiveAsync("native-aot", "-p:PublishAot=true", "-p:IlcGenerateMapFile=true");
        await HasNoClusterAsync();
    }

    [Fact]
    public Task SingleFile() =>
        PublishAndLiveAsync("single-file", "-p:PublishSingleFile=true", "--self-contained", "false");

    /// <summary>
    /// A program without a daemon of a cluster does not contain the code of one: only the definition of such a daemon names it. The
    /// compiler lists in its map what the image contains.
    /// </summary>
    private async Task HasNoClusterAsync()
    {
        var folder = Path.Combine(package.ArtifactsOf("newsapp"), "obj", "NewsApp");
        var map = Assert.Single(Directory.GetFiles(folder, "NewsApp.map.xml", SearchOption.AllDirectories));
        List<string> names = [];
        await foreach (var line in File.ReadLinesAsync(map, TestContext.Current.CancellationToken))
        {
            // Of a method of a class without an object, the compiler keeps at most a call that throws (TentativeInstanceMethod).
            if (line.Contains("<MethodCode ", StringComparison.Ordinal) || line.Contains("<ConstructedEEType ", StringComparison.Ordinal))
            {
                names.Add(line);
            }
        }

        const string Kept = "Daemonize_Runtime_Daemonize_Scheduling_TickRunner__";
        Assert.Contains(names, static name => name.Contains(Kept, StringComparison.Ordinal));
        Assert.DoesNotContain(names, static name => name.Contains("Daemonize_Runtime_Daemonize_Cluster_", StringComparison.Ordinal));
        Assert.DoesNotContain(names, static name => name.Contains("Daemonize_Runtime_Daemonize_Clustering_", StringComparison.Ordinal));
        Assert.DoesNotContain(names, static name => name.Contains("Daemonize_Platform_KillTimer", StringComparison.Ordinal));
    }

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
