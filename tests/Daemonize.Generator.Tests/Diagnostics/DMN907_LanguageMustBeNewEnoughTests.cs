using System.Collections.Immutable;
using System.Globalization;
using Daemonize.Generator.Analysis;
using Daemonize.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN907_LanguageMustBeNewEnoughTests
{
    // In C# 7.3, with every kind of generated code.
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Daemonize;

        namespace App
        {
            [Flags] internal enum Days { Mon = 1, Tue = 2 }

            internal static class News
            {
                [Daemon(Interval = "1s", OnError = "Judge", OnStart = "Begin", OnResult = "Take")]
                internal static Task<string> Fetch(string country, int? limit = null, bool loud = false, Days days = Days.Mon, params string[] tags)
                {
                    return Task.FromResult(country);
                }

                internal static void Judge(Exception exception) { }
                internal static Task Begin() { return Task.CompletedTask; }
                internal static void Take(string result) { }

                [Daemon] internal static void Listen() { }

                internal static object Use()
                {
                    var options = new Daemonize.CompilerServices.FetchOptions { Country = "de", Limit = 3, Tags = new List<string>() };
                    return new object[] { Daemons.Listen, Daemons.Fetch.Start(options) };
                }
            }
        }
        """;

    private const string Main = """
        internal static class Entry { private static int Main(string[] args) { int code; return Daemonize.Daemons.TryRun(args, out code) ? code : 1; } }
        """;

    public static TheoryData<LanguageVersion> Old =>
        [LanguageVersion.CSharp7_3, LanguageVersion.CSharp8, LanguageVersion.CSharp9, LanguageVersion.CSharp10, LanguageVersion.CSharp11];

    [Theory]
    [MemberData(nameof(Old))]
    public async Task OlderLanguageIsOneError(LanguageVersion version)
    {
        foreach (string[] sources in (string[][])[[Source], [Source, Main]])
        {
            var diagnostics = await BuildAsync(version, sources);
            var error = Assert.Single(diagnostics);
            Assert.Equal("DMN907", error.Id);
            Assert.StartsWith(
                $"Daemonize needs C# 12.0, and this project is compiled as C# {version.ToDisplayString()}: remove LangVersion",
                error.GetMessage(CultureInfo.InvariantCulture),
                StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// The minimum version is exactly what the generated code needs. Compilers older than the language know no higher version.
    /// </summary>
    [Theory]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public async Task NewerLanguageIsFine(int version)
    {
        if (LanguageVersionFacts.TryParse($"{version}", out var language))
        {
            Assert.Empty(await BuildAsync(language, Source));
        }
    }

    [Fact]
    public async Task ProgramWithoutDaemonsIsFine() =>
        Assert.Empty(await BuildAsync(LanguageVersion.CSharp8, "internal static class Entry { private static void Main() { } }"));

    private static async Task<ImmutableArray<Diagnostic>> BuildAsync(LanguageVersion version, params string[] sources)
    {
        var options = new CSharpParseOptions(version);
        var compilation = CSharpCompilation.Create(
            "App",
            sources.Select(source => CSharpSyntaxTree.ParseText(source, options, "Source.cs")),
            GeneratorHost.References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        CSharpGeneratorDriver.Create([new DaemonGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, TestContext.Current.CancellationToken);
        var diagnostics = await output
            .WithAnalyzers([new LanguageVersionAnalyzer(), new EntryPointMustRunDaemonsAnalyzer(), new DaemonAnalyzer()])
            .GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. diagnostics.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
    }
}
