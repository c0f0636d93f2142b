using System.IO.Compression;
using System.Text.RegularExpressions;
using Daemonize.Package.Tests.Infrastructure;

namespace Daemonize.Package.Tests;

/// <summary>The templates of the SDK, converted to daemons with the code from docs/guide/hosting.md.</summary>
public sealed class HostTemplateTests(TestPackage package)
{
    private const string Hosting = "docs/guide/hosting.md";
    private const string Testing = "docs/guide/testing.md";

    [Fact]
    public async Task WorkerService()
    {
        var apphost = await BuildAsync("worker", "A worker service");
        using var sandbox = new Sandbox(new(apphost));
        await sandbox.LiveAsync(
            "work", "work.pid", static log => log.Contains(" info  App.Worker: Worker running at: ", StringComparison.Ordinal));
    }

    /// <summary>The first request is sent when <c>start</c> has returned, and is answered.</summary>
    [Theory]
    [InlineData("web")]
    [InlineData("webapi", "--no-openapi")]
    public async Task WebApplication(string template, params string[] options)
    {
        var apphost = await BuildAsync(template, "A web application", folder: null, options);
        using var sandbox = new Sandbox(new(apphost) { Environment = { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" } });
        using var client = new HttpClient();
        await sandbox.LiveAsync("serve", "serve.pid", log =>
        {
            var address = Regex.Match(log, @" info  Microsoft\.Hosting\.Lifetime: Now listening on: (\S+)\n").Groups[1].Value;
            return client.GetStringAsync(new Uri(address), TestContext.Current.CancellationToken).GetAwaiter().GetResult()
                == "Hello World!";
        });
    }

    /// <summary>The tests that docs/guide/testing.md shows, unchanged, for the application that docs/guide/hosting.md shows.</summary>
    [Fact]
    public async Task IntegrationTests()
    {
        await BuildAsync("web", "A web application", folder: "integration/src/App");
        var tests = Directory.CreateDirectory(Path.Combine(package.Folder, "integration/tests/App.Tests")).FullName;
        await WriteAsync("integration/src/App/Site.cs", await DocumentedAsync(Testing, "Integration tests"));
        await WriteAsync("integration/tests/App.Tests/App.Tests.csproj", await DocumentedAsync(Testing, "Integration tests", "xml"));
        await WriteAsync("integration/tests/App.Tests/SiteTests.cs", await DocumentedAsync(Testing, "`SiteTests.cs`:", level: ""));
        await WriteAsync("integration/global.json", """{ "test": { "runner": "Microsoft.Testing.Platform" } }""");
        var output = await Tool.DotnetAsync(tests, "test");
        BuildOutput.AssertHasNoWarning(output);
        Assert.Matches(@"total: 2\s+failed: 0\s+succeeded: 2", output);
    }

    /// <summary>The generator must reach a project that references only this package.</summary>
    [Fact]
    public async Task PackageBringsTheCoreWithItsAnalyzers()
    {
        using var archive = await ZipFile.OpenReadAsync(await package.HostingPackedAsync(), TestContext.Current.CancellationToken);
        using var reader =
            new StreamReader(await archive.GetEntry("Daemonize.Hosting.nuspec")!.OpenAsync(TestContext.Current.CancellationToken));
        var nuspec = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"<dependency id=\"Daemonize\" version=\"{package.Version}\" include=\"All\" />", nuspec, StringComparison.Ordinal);
    }

    private Task WriteAsync(string file, string text) =>
        File.WriteAllTextAsync(Path.Combine(package.Folder, file), text, TestContext.Current.CancellationToken);

    private async Task<string> BuildAsync(string template, string heading, string? folder = null, params string[] options)
    {
        await package.HostingPackedAsync();
        folder = Path.Combine(package.Folder, folder ?? "host-" + template);
        await Tool.DotnetAsync(package.Folder, ["new", template, "--no-restore", "--name", "App", "--output", folder, .. options]);
        await ReferAsync(Path.Combine(folder, "App.csproj"));
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), await DocumentedAsync(Hosting, heading));
        var output = await Tool.DotnetAsync(folder, "build", "-o", "bin/app");
        BuildOutput.AssertHasNoWarning(output);
        return Path.Combine(folder, "bin/app/App");
    }

    /// <summary>Adds our package. The template's own package has the version that this machine has: nothing is downloaded.</summary>
    private async Task ReferAsync(string project)
    {
        var text =
            Regex.Replace(await File.ReadAllTextAsync(project), "(\"Microsoft.Extensions.Hosting\" Version=)\"[^\"]+\"", "$1\"10.0.0\"");
        await File.WriteAllTextAsync(project, text.Replace("</Project>", $"""
              <ItemGroup>
                <PackageReference Include="Daemonize.Hosting" Version="{package.Version}" />
              </ItemGroup>
            </Project>
            """, StringComparison.Ordinal));
    }

    /// <summary>Gets the first code block of a page below a heading or another line.</summary>
    private static async Task<string> DocumentedAsync(string page, string heading, string language = "csharp", string level = "## ")
    {
        var text = await File.ReadAllTextAsync(Path.Combine(TestPackage.Repository, page));
        return Regex.Match(
            text, $"^{level}{heading}\n.*?```{language}\n(.*?)```", RegexOptions.Singleline | RegexOptions.Multiline).Groups[1].Value;
    }
}
