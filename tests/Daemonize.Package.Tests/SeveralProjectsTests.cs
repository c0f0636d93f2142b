using Daemonize.Package.Tests.Infrastructure;

namespace Daemonize.Package.Tests;

/// <summary>
/// Builds with a computed version, with another language, with an old language version, and with two projects that see each other.
/// </summary>
public sealed class SeveralProjectsTests(TestPackage package)
{
    /// <summary>
    /// As with MinVer and others, the version comes from a target, later than the properties that the generator receives.
    /// </summary>
    [Theory]
    [InlineData("computed", "", "<Version>3.4.5-beta.1</Version><InformationalVersion>3.4.5-beta.1+d9ba05</InformationalVersion>",
        "3.4.5-beta.1")]
    [InlineData("own-attribute", "<GenerateAssemblyInfo>false</GenerateAssemblyInfo>", "<Version>9.9.9</Version>", "7.8.9")]
    public async Task VersionOfATargetIsThePrograms(string folder, string properties, string computed, string expected)
    {
        var attribute = properties.Length > 0 ? "[assembly: System.Reflection.AssemblyInformationalVersion(\"7.8.9+d9ba05\")]" : "";
        var app =
            await Consumer.CreateAsync(
                package, folder,
                Consumer.Ticking.Replace("internal static class", attribute + "\ninternal static class", StringComparison.Ordinal),
                properties);
        await File.WriteAllTextAsync(Path.Combine(app.Folder, "Directory.Build.targets"), $"""
            <Project>
              <Target Name="ComputeVersion" BeforeTargets="GetAssemblyVersion;GenerateAssemblyInfo;CoreGenerateAssemblyInfo;CoreCompile" DependsOnTargets="GenerateMSBuildEditorConfigFile">
                <PropertyGroup>{computed}</PropertyGroup>
              </Target>
            </Project>
            """, TestContext.Current.CancellationToken);

        var build = await app.BuildAsync();

        Assert.True(build.ExitCode == 0, build.ToString());
        await AssertVersionAsync(app, expected);
    }

    /// <summary>The real MinVer, which reads the tag of the commit.</summary>
    [Fact]
    public async Task VersionOfMinVerIsThePrograms()
    {
        var app = await Consumer.CreateAsync(
            package, "minver", Consumer.Ticking,
            $"""</PropertyGroup><ItemGroup><PackageReference Include="MinVer" Version="{TestPackage.MinVer}" /></ItemGroup><PropertyGroup>""");
        await GitAsync(app, "init", "--quiet");
        await GitAsync(app, "commit", "--quiet", "--allow-empty", "--message", "Begin");
        await GitAsync(app, "tag", "4.5.6-rc.1");

        var build = await app.BuildAsync();

        Assert.True(build.ExitCode == 0, build.ToString());
        BuildOutput.AssertHasNoWarning(build.Output);
        var version = (await new Sandbox(app.Apphost).CallAsync("--version")).Output;
        Assert.StartsWith("4.5.6-rc.1", version, StringComparison.Ordinal);
        await AssertVersionAsync(app, version.TrimEnd('\n'));
    }

    [Fact]
    public async Task OldLanguageIsOneError()
    {
        var app = await Consumer.CreateAsync(package, "old-language", Consumer.Ticking, "<LangVersion>10</LangVersion>");

        var build = await app.BuildAsync();

        Assert.Equal(["DMN907"], BuildOutput.Errors(build.Output));
    }

    [Theory]
    [InlineData("fs", "fsproj",
        "module Clock\nopen Daemonize\n[<Daemon(Interval = \"1s\")>]\nlet strike () = ()\n[<EntryPoint>]\nlet main _ = 0\n", true)]
    [InlineData("fs-plain", "fsproj",
        "module Clock\nopen Daemonize\n// Daemon\nlet strike (context: DaemonContext) = ()\n[<EntryPoint>]\nlet main _ = 0\n", false)]
    [InlineData("fs-list", "fsproj",
        "module Clock\n[<Struct>]\ntype Daemon = { Name: string }\ntype State = { All: System.Collections.Generic.List<Daemon>; One: Map<string, Daemon> }\n// [<Daemon>]\nlet name (one: Option<Daemon>) = typeof<Daemon>.Name\n[<EntryPoint>]\nlet main _ = 0\n", false)]
    [InlineData("fs-among", "fsproj",
        "module Clock\n[<System.Obsolete(\"\"); Daemonize.Daemon(Interval = \"1s\")>]\nlet strike () = ()\n[<EntryPoint>]\nlet main _ = 0\n", true)]
    [InlineData("vb-compare", "vbproj",
        "Module Clock\nConst Daemon As Integer = 2\n' <Daemon> is none\nSub Main()\nIf 1 < Daemon AndAlso Daemon > 1 Then System.Console.WriteLine(New System.Collections.Generic.List(Of Integer)())\nEnd Sub\nEnd Module\n", false)]
    [InlineData("vb", "vbproj",
        "Imports Daemonize\nModule Clock\n<Daemon(Interval:=\"1s\")>\nSub Strike()\nEnd Sub\nSub Main()\nEnd Sub\nEnd Module\n", true)]
    public async Task MarkInAnotherLanguageIsOneWarning(string folder, string extension, string source, bool isWarned)
    {
        var app = await Consumer.CreateAsync(package, folder, "");
        File.Delete(Path.Combine(app.Folder, "Program.cs"));
        var project = Path.Combine(app.Folder, Consumer.Name + ".csproj");
        var file = extension == "fsproj" ? "Program.fs" : "Program.vb";
        var compile = extension == "fsproj" ? "<ItemGroup><Compile Include=\"Program.fs\" /></ItemGroup></Project>" : "</Project>";
        await File.WriteAllTextAsync(
            Path.ChangeExtension(project, extension),
            (await File.ReadAllTextAsync(project, TestContext.Current.CancellationToken)).Replace(
                "</Project>", compile, StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        File.Delete(project);
        await File.WriteAllTextAsync(Path.Combine(app.Folder, file), source, TestContext.Current.CancellationToken);

        var build = await app.BuildAsync();

        Assert.True(build.ExitCode == 0, build.ToString());
        Assert.Equal(isWarned, build.Output.Contains($"{file} : warning DMN909: ", StringComparison.Ordinal));
    }

    /// <summary>
    /// NuGet's PrivateAssets and ExcludeAssets would keep analyzers back from a program that references the package through a project, but
    /// the SDK passes all of them on (dotnet/sdk#1212): the generator runs, and the program has its verbs.
    /// </summary>
    [Theory]
    [InlineData("through", "")]
    [InlineData("excluded",
        "<ItemGroup><PackageReference Include=\"Daemonize\" Version=\"VERSION\" ExcludeAssets=\"analyzers\" /></ItemGroup>")]
    public async Task GeneratorRunsWhereItsAssetsAreKeptBack(string folder, string reference)
    {
        var core =
            await Consumer.CreateAsync(package, folder + "/Core", "public static class Core { }", "<OutputType>Library</OutputType>");
        File.Move(Path.Combine(core.Folder, Consumer.Name + ".csproj"), Path.Combine(core.Folder, "Core.csproj"));
        var site = await Consumer.CreateAsync(
            package, folder + "/Site", Consumer.Ticking,
            "</PropertyGroup><ItemGroup><ProjectReference Include=\"../Core/Core.csproj\" /></ItemGroup><PropertyGroup>");
        var project = Path.Combine(site.Folder, Consumer.Name + ".csproj");
        var lines = await File.ReadAllLinesAsync(project, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            project,
            string.Join('\n', lines.Where(static line => !line.Contains("PackageReference", StringComparison.Ordinal)))
                .Replace(
                    "</Project>", reference.Replace("VERSION", package.Version, StringComparison.Ordinal) + "</Project>",
                    StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        var build = await site.BuildAsync();

        Assert.True(build.ExitCode == 0, build.ToString());
        using var sandbox = new Sandbox(site.Apphost);
        Assert.Contains("tick", (await sandbox.CallAsync("--help")).Output, StringComparison.Ordinal);
    }

    /// <summary>Warnings are errors in both projects. The tests use their own daemons, and see the program's.</summary>
    [Fact]
    public async Task TestsWithDaemonsOfTheirOwnBuild()
    {
        const string Strict = "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>";
        var app = await Consumer.CreateAsync(package, "seen/App", Consumer.Ticking, Strict);
        await File.WriteAllTextAsync(
            Path.Combine(app.Folder, "Visible.cs"), "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Tests\")]",
            TestContext.Current.CancellationToken);
        var tests = await Consumer.CreateAsync(
            package,
            "seen/Tests",
            """
            using Daemonize;

            return Daemons.TryRun(args, out var exitCode) ? exitCode : Tests.Probe.Use();

            namespace Tests
            {
                internal static class Probe
                {
                    [Daemon(Interval = "1s")] internal static void Strike(System.DayOfWeek day = default) { }

                    internal static int Use() => Daemons.Strike.GetStatus() is null ? 1 : 0;
                }
            }
            """,
            Strict +
                "<AssemblyName>Tests</AssemblyName></PropertyGroup><ItemGroup><ProjectReference Include=\"../App/App.csproj\" " +
                "/></ItemGroup><PropertyGroup>");

        var build = await tests.BuildAsync();

        Assert.True(build.ExitCode == 0, build.ToString());
        BuildOutput.AssertHasNoWarning(build.Output);
    }

    private static async Task AssertVersionAsync(Consumer app, string expected)
    {
        using var sandbox = new Sandbox(app.Apphost);
        Assert.Equal(expected + "\n", (await sandbox.CallAsync("--version")).Output);
        Assert.Contains($" of app {expected};", (await sandbox.CallAsync("unit", "systemd")).Output, StringComparison.Ordinal);
    }

    private static async Task GitAsync(Consumer app, params string[] arguments)
    {
        var git =
            await Tool.RunAsync(
                new("git", ["-c", "user.name=Test", "-c", "user.email=test@example.org", .. arguments]) { WorkingDirectory = app.Folder });
        Assert.True(git.ExitCode == 0, git.ToString());
    }
}
