using Daemonize.Package.Tests.Infrastructure;

namespace Daemonize.Package.Tests;

/// <summary>The package in a new project, in every shape that a program is hosted in: no warning on the way there, and the controls work.</summary>
public sealed class HostingTests(TestPackage package, HostingTests.BuiltApp built) : IClassFixture<HostingTests.BuiltApp>
{
    [Fact]
    public async Task Apphost() => await LiveAsync(new Sandbox((await built.Value).Apphost));

    /// <summary>Called with a path that is relative to the caller's directory, which the daemon leaves.</summary>
    [Fact]
    public async Task DotnetWithTheDll()
    {
        var app = await built.Value;
        await LiveAsync(new Sandbox(new("dotnet", ["bin/app/App.dll"]) { WorkingDirectory = app.Folder }));
    }

    [Fact]
    public async Task DotnetRun()
    {
        var app = await built.Value;
        await LiveAsync(new Sandbox(Tool.Dotnet(app.Folder, "run", "--")));
    }

    [Fact]
    public async Task SingleFile()
    {
        var app = await CreateAsync("single-file");
        await PublishAsync(app, "-p:PublishSingleFile=true", "--self-contained", "false");
        Assert.Equal(["App"], Files(app));
        await LiveAsync(new Sandbox(app.Apphost));
    }

    [Fact]
    public async Task SelfContainedSingleFile()
    {
        var app = await CreateAsync("self-contained");
        await PublishAsync(app, "-p:PublishSingleFile=true", "--self-contained", "true");
        Assert.Equal(["App"], Files(app));
        await LiveAsync(new Sandbox(app.Apphost));
    }

    [Fact]
    public async Task NativeAot()
    {
        var app = await CreateAsync("native-aot");
        await PublishAsync(app, "-p:PublishAot=true");
        Assert.Equal(["App"], Files(app));
        await LiveAsync(new Sandbox(app.Apphost));
    }

    private Task<Consumer> CreateAsync(string folder) => Consumer.CreateAsync(package, folder, Consumer.Ticking);

    private static async Task PublishAsync(Consumer app, params string[] arguments) => BuildOutput.AssertHasNoWarning(await app.PublishAsync(arguments));

    private static async Task LiveAsync(Sandbox sandbox)
    {
        using (sandbox)
        {
            await sandbox.LiveAsync("tick", "tick.pid", () => sandbox.ReadLog("tick").Contains("tick: tick 3\n", StringComparison.Ordinal));
        }
    }

    /// <summary>What there is to copy to another machine; symbols are not needed there.</summary>
    private static IEnumerable<string> Files(Consumer app) => Directory.GetFiles(Path.GetDirectoryName(app.Apphost.FileName)!)
        .Where(file => !file.EndsWith(".pdb", StringComparison.Ordinal) && !file.EndsWith(".dbg", StringComparison.Ordinal))
        .Select(file => Path.GetFileName(file));

    /// <summary>One build for the shapes that need no publishing.</summary>
    public sealed class BuiltApp(TestPackage package)
    {
        private readonly Lazy<Task<Consumer>> _app = new(() => BuildAsync(package));

        internal Task<Consumer> Value => _app.Value;

        private static async Task<Consumer> BuildAsync(TestPackage package)
        {
            var app = await Consumer.CreateAsync(package, "built", Consumer.Ticking);
            var build = await app.BuildAsync();
            Assert.True(build.ExitCode == 0, build.ToString());
            BuildOutput.AssertHasNoWarning(build.Output);
            return app;
        }
    }
}
