using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Daemonize.Package.Tests.Infrastructure;

namespace Daemonize.Package.Tests;

/// <summary>
/// Which of the package's assemblies a program gets, for every way of building it: NuGet chooses by the RuntimeIdentifier that a program is
/// published for, and the host by the system that runs a portable build. Programs for other systems are not run, but compared byte by byte.
/// </summary>
public sealed class FlavourTests(TestPackage package, FlavourTests.PublishedForms forms) : IClassFixture<FlavourTests.PublishedForms>
{
    private const string File = "net10.0/Daemonize.Runtime.dll";

    /// <summary>
    /// What suits a system best: musl's is the image for glibc, which crossgen makes without looking at the C library; a processor without
    /// its own image, and Windows, get lib/, the Linux flavour.
    /// </summary>
    [Theory]
    [InlineData("linux-x64", "runtimes/linux-x64/lib")]
    [InlineData("linux-arm64", "runtimes/linux-arm64/lib")]
    [InlineData("linux-musl-x64", "runtimes/linux-x64/lib")]
    [InlineData("linux-riscv64", "lib")]
    [InlineData("osx-arm64", "runtimes/osx/lib")]
    [InlineData("win-x64", "lib")]
    [InlineData("linux-x64 self-contained", "runtimes/linux-x64/lib")]
    [InlineData("osx-arm64 self-contained", "runtimes/osx/lib")]
    public async Task PublishedProgramHasTheAssemblyOf(string form, string expected)
    {
        var published = await System.IO.File.ReadAllBytesAsync(
            Path.Combine(await forms.FolderAsync(form), "Daemonize.Runtime.dll"), TestContext.Current.CancellationToken);

        var packed = await package.ReadAsync($"{expected}/{File}");
        Assert.True(packed.AsSpan().SequenceEqual(published), $"{published.Length} bytes are not the {packed.Length} of {expected}");
    }

    [Fact]
    public async Task SingleFileForMacOSContainsThePortableFlavour()
    {
        var program = await System.IO.File.ReadAllBytesAsync(
            Path.Combine(await forms.FolderAsync("osx-arm64 single-file"), Consumer.Name), TestContext.Current.CancellationToken);

        var (portable, linux) = (await package.ReadAsync($"runtimes/osx/lib/{File}"), await package.ReadAsync($"lib/{File}"));
        Assert.True(program.AsSpan().IndexOf(portable) > 0, "the program does not contain the assembly");
        Assert.Equal(-1, program.AsSpan().IndexOf(linux));
    }

    /// <summary>
    /// What a C library is called, and how its structures look, differs between the systems that get this assembly. The published program
    /// has the same bytes.
    /// </summary>
    [Fact]
    public async Task PortableFlavourImportsNoNativeFunction()
    {
        Assert.Empty(Imports(await package.ReadAsync($"runtimes/osx/lib/{File}")));
        Assert.Contains("libc", Imports(await package.ReadAsync($"lib/{File}")));
    }

    /// <summary>The build contains every assembly, and its deps.json says which systems each is for.</summary>
    [Fact]
    public async Task PortableBuildListsTheAssemblyOfEachSystem()
    {
        var app = await forms.PortableAsync();

        using var file = JsonDocument.Parse(await System.IO.File.ReadAllTextAsync(DepsFile(app), TestContext.Current.CancellationToken));
        var target = file.RootElement.GetProperty("targets").GetProperty(".NETCoreApp,Version=v10.0");
        var assets = target.GetProperty($"Daemonize/{package.Version}");
        Assert.Equal([$"lib/{File}"], assets.GetProperty("runtime").EnumerateObject().Select(static asset => asset.Name));
        Assert.Equal(
            [
                ("linux-arm64", $"runtimes/linux-arm64/lib/{File}"),
                ("linux-x64", $"runtimes/linux-x64/lib/{File}"),
                ("osx", $"runtimes/osx/lib/{File}"),
            ],
            assets.GetProperty("runtimeTargets").EnumerateObject().Select(static asset => (Rid(asset), asset.Name)));

        static string Rid(JsonProperty asset) => asset.Value.GetProperty("rid").GetString()!;
    }

    /// <summary>
    /// DOTNET_RUNTIME_ID makes the host choose as on another system. The host of macOS itself looks for "osx-arm64", then for "osx".
    /// </summary>
    [Fact]
    public async Task PortableBuildChoosesWhenItStarts()
    {
        var app = await forms.PortableAsync();

        Assert.Equal($"Linux runtimes/{Tool.RuntimeIdentifier}/lib/{File}\n", await FlavourAsync(app, system: null));
        Assert.Equal($"Portable runtimes/osx/lib/{File}\n", await FlavourAsync(app, "osx"));
    }

    /// <summary>As with a build that was copied file by file: the host then takes what lies next to the program.</summary>
    [Fact]
    public async Task WithoutDepsFileAProgramHasTheLinuxFlavourAndItsVerbs()
    {
        var app = await forms.PortableAsync();
        var copy = Directory.CreateDirectory(Path.Combine(app.Folder, "copy")).FullName;
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(DepsFile(app))!).Where(file => file != DepsFile(app)))
        {
            System.IO.File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        using var sandbox = new Sandbox(new(Path.Combine(copy, Consumer.Name)));

        Assert.Equal("Linux Daemonize.Runtime.dll\n", (await sandbox.CallAsync("flavour")).Output);
        Assert.Equal(3, (await sandbox.CallAsync("status")).ExitCode);
    }

    /// <summary>Gets the native libraries that the methods of an assembly are imported from.</summary>
    private static List<string> Imports(byte[] assembly)
    {
        using var file = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(assembly));
        var reader = file.GetMetadataReader();
        return [.. reader.MethodDefinitions.Select(method => reader.GetMethodDefinition(method).GetImport().Module)
            .Where(static module => !module.IsNil).Select(module => reader.GetString(reader.GetModuleReference(module).Name)).Distinct()];
    }

    private static string DepsFile(Consumer app) => Path.ChangeExtension(app.Apphost.FileName, null) + ".deps.json";

    private static async Task<string> FlavourAsync(Consumer app, string? system)
    {
        var call = app.Apphost;
        call.ArgumentList.Add("flavour");
        call.Environment["DOTNET_RUNTIME_ID"] = system;
        return (await Tool.RunAsync(call)).Output;
    }

    /// <summary>
    /// One program in all forms, restored once: as a portable build, and published for the systems in one call of the SDK.
    /// </summary>
    public sealed class PublishedForms(TestPackage package)
    {
        private const string Program = """
            using System.Reflection;
            using Daemonize;

            if (args is not ["flavour"])
            {
                return Daemons.Run(args);
            }

            var assembly = typeof(DaemonAttribute).Assembly;
            var flavour = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Flavour").Value;
            Console.WriteLine($"{flavour} {Path.GetRelativePath(AppContext.BaseDirectory, assembly.Location)}");
            return 0;

            internal static class Clock
            {
                [Daemon(Interval = "100ms")]
                internal static void Tick()
                {
                }
            }
            """;

        /// <summary>The project is restored once for all systems. Each form has its own folders.</summary>
        private const string Properties = """
            <RuntimeIdentifiers>linux-x64;linux-arm64;linux-musl-x64;linux-riscv64;osx-arm64;win-x64</RuntimeIdentifiers>
            </PropertyGroup>
            <PropertyGroup Condition="'$(Form)' != ''">
              <IntermediateOutputPath>obj/$(Form)/</IntermediateOutputPath>
              <OutDir>bin/$(Form)/</OutDir>
              <PublishDir>publish/$(Form)/</PublishDir>
            """;

        private const string Publish = """
            <Project>
              <ItemGroup>
                <System Include="linux-x64;linux-arm64;linux-musl-x64;linux-riscv64;osx-arm64;win-x64" />
                <Form Include="@(System)" System="%(Identity)" Properties="SelfContained=false;UseAppHost=false" />
                <Form Include="linux-x64 self-contained" System="linux-x64" Properties="SelfContained=true" />
                <Form Include="osx-arm64 self-contained" System="osx-arm64" Properties="SelfContained=true" />
                <Form Include="osx-arm64 single-file" System="osx-arm64" Properties="SelfContained=true;PublishSingleFile=true" />
              </ItemGroup>
              <Target Name="Publish">
                <ItemGroup>
                  <Call Include="@(Form->'App.csproj')" AdditionalProperties="RuntimeIdentifier=%(System);Form=%(Identity);%(Properties)" />
                </ItemGroup>
                <MSBuild Projects="@(Call)" Targets="Publish" />
              </Target>
            </Project>
            """;

        private readonly Lazy<Task<Consumer>> _portable = new(() => BuildAsync(package));
        private Lazy<Task<Consumer>>? _published;

        /// <summary>Gets the program as a portable build.</summary>
        internal Task<Consumer> PortableAsync() => _portable.Value;

        /// <summary>Gets the folder of one form.</summary>
        internal async Task<string> FolderAsync(string form)
        {
            var published = LazyInitializer.EnsureInitialized(ref _published, () => new(PublishAsync));
            return Path.Combine((await published.Value).Folder, "publish", form);
        }

        private static async Task<Consumer> BuildAsync(TestPackage package)
        {
            var app = await Consumer.CreateAsync(package, "flavours", Program, Properties);

            // Few of the forms contain the runtime or an executable, and the tests' project has downloaded those.
            var build = await app.BuildAsync("-p:EnableRuntimePackDownload=false", "-p:EnableAppHostPackDownload=false");
            Assert.True(build.ExitCode == 0, build.ToString());
            BuildOutput.AssertHasNoWarning(build.Output);
            return app;
        }

        private async Task<Consumer> PublishAsync()
        {
            var app = await _portable.Value;
            await System.IO.File.WriteAllTextAsync(Path.Combine(app.Folder, "publish.targets"), Publish);
            BuildOutput.AssertHasNoWarning(await Tool.DotnetAsync(app.Folder, "msbuild", "publish.targets", "-t:Publish"));
            return app;
        }
    }
}
