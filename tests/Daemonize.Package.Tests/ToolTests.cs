using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Daemonize.Package.Tests.Infrastructure;

namespace Daemonize.Package.Tests;

/// <summary>
/// The command <c>daemonize</c> in both shapes: the native program that <c>dotnet tool install</c> takes where there is one, and the
/// portable one for every other system.
/// </summary>
public sealed class ToolTests(TestPackage package)
{
    /// <summary>The first bytes of an executable (elf(5)).</summary>
    private static readonly byte[] Elf = [0x7f, (byte)'E', (byte)'L', (byte)'F'];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Without their own line, systems with musl would get the program for glibc.</summary>
    [Fact]
    public async Task PackageNamesOneForEachSystem()
    {
        using var archive = await package.OpenAsync("Daemonize.Tool");

        string[] expected = ["Daemonize.Tool.nuspec", "README.md", "icon.png", "tools/any/any/DotnetToolSettings.xml"];
        Assert.Equal(expected, archive.Files.Order(StringComparer.Ordinal));
        var named = archive.Xml("tools/any/any/DotnetToolSettings.xml").Descendants("RuntimeIdentifierPackage")
            .Select(static element => (element.Attribute("RuntimeIdentifier")!.Value, element.Attribute("Id")!.Value));
        Assert.Equal(
            [
                ("any", "Daemonize.Tool.any"),
                ("linux-arm64", "Daemonize.Tool.linux-arm64"),
                ("linux-musl-arm64", "Daemonize.Tool.any"),
                ("linux-musl-x64", "Daemonize.Tool.any"),
                ("linux-x64", "Daemonize.Tool.linux-x64"),
            ],
            named.Order());
    }

    /// <summary>Processors by their number in the header of an executable: 62 is x64, 183 is arm64.</summary>
    [Theory]
    [InlineData("linux-x64", 62)]
    [InlineData("linux-arm64", 183)]
    public async Task NativePackageHasTheProgramAndNothingElse(string runtimeIdentifier, byte processor)
    {
        using var archive = await package.OpenToolAsync(runtimeIdentifier);

        var folder = $"tools/any/{runtimeIdentifier}";
        string[] expected =
        [
            $"Daemonize.Tool.{runtimeIdentifier}.nuspec", "README.md", "icon.png", $"{folder}/DotnetToolSettings.xml",
            $"{folder}/daemonize",
        ];
        Assert.Equal(expected, archive.Files.Order(StringComparer.Ordinal));
        var program = archive.Bytes($"{folder}/daemonize");
        Assert.Equal(Elf, program[..4]);
        Assert.Equal(processor, program[18]);
    }

    [Fact]
    public async Task PortablePackageHasTheAssemblies()
    {
        using var archive = await package.OpenToolAsync("any");

        const string folder = "tools/net10.0/any/";
        string[] expected =
        [
            "Cronos.dll", "Daemonize.Runtime.dll", "DotnetToolSettings.xml", "Wcwidth.dll", "daemonize.deps.json", "daemonize.dll",
            "daemonize.runtimeconfig.json",
        ];
        var packed = archive.Files.Where(static name => name.StartsWith(folder, StringComparison.Ordinal))
            .Select(static name => name[folder.Length..]).Where(static name => Path.GetExtension(name) != ".pdb");
        Assert.Equal(expected, packed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task NativeProgramIsInstalledAndNeedsNoDotnet()
    {
        var tool = await InstalledTool.InstallAsync(package, "tool-native");

        Assert.Equal(Elf, (await File.ReadAllBytesAsync(tool.Program, Cancelled))[..4]);
        Assert.Equal("daemonize", Path.GetFileName(tool.Program));
        await ServesAsync(tool, hasDotnet: false);
    }

    /// <summary>The portable program runs on this machine too.</summary>
    [Theory]
    [InlineData("linux-musl-x64")]
    [InlineData("linux-riscv64")]
    public async Task PortableProgramIsInstalledWhereThereIsNoNativeOne(string system)
    {
        var tool = await InstalledTool.InstallAsync(package, "tool-" + system, system);

        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(tool.Executable)!, "daemonize.dll", SearchOption.AllDirectories));
        await ServesAsync(tool, hasDotnet: true);
    }

    /// <summary>A list, and a page with a login, whose stream shows the server itself.</summary>
    private async Task ServesAsync(InstalledTool tool, bool hasDotnet)
    {
        using var sandbox = new Sandbox(tool.Call(hasDotnet));
        Assert.Equal(package.Version + "\n", (await sandbox.CallAsync("--version")).Succeeds().Output);
        var link = (await sandbox.CallAsync("web")).Succeeds().Output.TrimEnd('\n').Split('\n')[^1];
        using var client = new HttpClient { BaseAddress = new Uri(link[..link.IndexOf('#', StringComparison.Ordinal)]) };
        Assert.Contains("<title>Daemonize</title>", await client.GetStringAsync("", Cancelled), StringComparison.Ordinal);
        using var refused = await client.GetAsync("api/v1/daemons", Cancelled);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        await LogInAsync(client, link);
        var pid = sandbox.ReadPid("daemonize-web.pid");
        var list = (await sandbox.CallAsync("list", "--format", "json")).Succeeds();
        Assert.Contains($"\"pid\": {pid},", list.Output, StringComparison.Ordinal);
        await SeesAsync(client, pid);
        Assert.Equal($"daemonize-web stopped (pid {pid})\n", (await sandbox.CallAsync("web", "stop")).Succeeds().Output);
    }

    private static async Task LogInAsync(HttpClient client, string link)
    {
        var code = Regex.Match(link, "#login=(.+)$").Groups[1].Value;
        using var body = new StringContent($$"""{"code":"{{code}}"}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("api/v1/session", body, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, $"{link}: {answer.StatusCode}");
        using var session = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled));
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", session.RootElement.GetProperty("token").GetString());
    }

    /// <summary>Reads the stream of events until it shows a process.</summary>
    private static async Task SeesAsync(HttpClient client, int pid)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        using var stream = new StreamReader(await client.GetStreamAsync("api/v1/events", deadline.Token));
        for (var line = ""; !line.Contains($"\"pid\":{pid},", StringComparison.Ordinal);)
        {
            line = await stream.ReadLineAsync(deadline.Token) ?? throw new InvalidOperationException("the stream has ended");
        }
    }
}
