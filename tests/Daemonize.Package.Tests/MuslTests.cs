using System.Diagnostics;
using System.Runtime.InteropServices;
using Daemonize.Package.Tests.Infrastructure;

namespace Daemonize.Package.Tests;

/// <summary>A program published for musl: every function that it needs is in musl, and it runs on musl.</summary>
public sealed class MuslTests(MuslTests.Published published) : IClassFixture<MuslTests.Published>
{
    /// <summary>The libraries of GCC that .NET's programs for musl need.</summary>
    private static readonly string[] LibrariesOfGcc = ["libstdc++.so.6", "libgcc_s.so.1"];

    /// <summary>The JIT looks a function up at its first call, so a missing one would end only the program that needs it.</summary>
    [Fact]
    public async Task EveryFunctionOfLibcThatTheProgramCallsIsInMusl()
    {
        var folder = await published.FolderAsync();
        var calls = Directory.GetFiles(folder, "*.dll").ToDictionary(file => Path.GetFileName(file), Symbols.CallsOfLibc);

        Assert.InRange(calls["Daemonize.Runtime.dll"].Count(), 80, 500);
        var musl = await Symbols.ExportsAsync(Symbols.Musl);
        Assert.Empty(calls.SelectMany(assembly => assembly.Value.Except(musl).Select(name => $"{assembly.Key}: {name}")));
    }

    /// <summary>The library for LTTng is loaded only on a machine that has LTTng.</summary>
    [Fact]
    public async Task EveryNameThatTheNativeFilesImportIsInMuslOrInGccsLibraries()
    {
        var folder = await published.FolderAsync();
        var files = Directory.GetFiles(folder, "*.so").Where(static file => Path.GetFileName(file) != "libcoreclrtraceptprovider.so")
            .Append(Path.Combine(folder, Consumer.Name)).ToArray();
        Assert.InRange(files.Length, 5, 30);

        var known = await Symbols.ExportsAsync(Symbols.Musl);
        foreach (var library in LibrariesOfGcc)
        {
            known.UnionWith(await Symbols.ExportsAsync(await Symbols.FindAsync(library)));
        }

        foreach (var file in files)
        {
            known.UnionWith(await Symbols.ExportsAsync(file));
        }

        foreach (var file in files)
        {
            var imports = await Symbols.ImportsAsync(file);
            Assert.NotEmpty(imports);
            Assert.True(known.IsSupersetOf(imports), $"{file} needs {string.Join(' ', imports.Except(known))}");
        }
    }

    [Fact]
    public async Task LifeCycle()
    {
        using var sandbox = new Sandbox(await published.ProgramAsync());
        await sandbox.LiveAsync("tick", "tick.pid", static log => log.Contains("tick: tick 3\n", StringComparison.Ordinal));
    }

    /// <summary>The daemon has musl in memory, and no file of glibc.</summary>
    [Fact]
    public async Task DaemonRunsOnMuslAlone()
    {
        using var sandbox = new Sandbox(await published.ProgramAsync());
        (await sandbox.CallAsync("start", "--restart", "on-failure")).Succeeds();
        var files = await File.ReadAllTextAsync($"/proc/{sandbox.ReadPid("tick.pid")}/maps", TestContext.Current.CancellationToken);
        (await sandbox.CallAsync("stop")).Succeeds();

        Assert.Contains($"/{Processor}-linux-musl/libc.so\n", files, StringComparison.Ordinal);
        Assert.DoesNotContain("/libc.so.6\n", files, StringComparison.Ordinal);
    }

    private static string Processor => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";

    /// <summary>The program, published once, with what Debian lacks for running it.</summary>
    public sealed class Published
    {
        private readonly Lazy<Task<Consumer>> _app;
        private readonly Lazy<Task<string>> _libraries;

        public Published(TestPackage package)
        {
            _app = new(() => PublishAsync(package));
            _libraries = new(() => BuildLibrariesAsync(Directory.CreateDirectory(Path.Combine(package.Folder, "musl-libraries")).FullName));
        }

        internal async Task<string> FolderAsync() => Path.GetDirectoryName((await _app.Value).Apphost.FileName)!;

        /// <summary>Creates a call of the program. Its interpreter (elf(5)) is musl's loader.</summary>
        internal async Task<ProcessStartInfo> ProgramAsync()
        {
            var program = (await _app.Value).Apphost;
            program.Environment["LD_LIBRARY_PATH"] = await _libraries.Value;
            return program;
        }

        /// <summary>ICU needs glibc here, so the program does without cultures.</summary>
        private static async Task<Consumer> PublishAsync(TestPackage package)
        {
            var app = await Consumer.CreateAsync(package, "musl", Consumer.Ticking);
            BuildOutput.AssertHasNoWarning(
                await app.PublishForAsync(Tool.MuslRuntimeIdentifier, "--self-contained", "-p:InvariantGlobalization=true"));
            return app;
        }

        /// <summary>Makes a directory with GCC's libraries and the names of glibc that they need.</summary>
        private static async Task<string> BuildLibrariesAsync(string folder)
        {
            var loader = Processor == "aarch64" ? "ld-linux-aarch64.so.1" : "ld-linux-x86-64.so.2";
            var source = Path.Combine(TestPackage.Repository, "tests/Daemonize.Package.Tests/Musl/glibc-names.c");
            string[] options = ["-Wall", "-O1", "-shared", "-fPIC", "-Wl,-soname," + loader, "-o", Path.Combine(folder, loader), source];
            (await Tool.RunAsync(new("musl-gcc", options))).Succeeds();
            foreach (var library in LibrariesOfGcc)
            {
                File.CreateSymbolicLink(Path.Combine(folder, library), await Symbols.FindAsync(library));
            }

            return folder;
        }
    }
}
