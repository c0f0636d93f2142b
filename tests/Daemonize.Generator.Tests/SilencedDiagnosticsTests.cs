using Daemonize.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.Tests;

/// <summary>
/// A diagnostic that the user suppresses where a name is used does not return in generated code, where the user cannot suppress it.
/// </summary>
public sealed class SilencedDiagnosticsTests
{
    private const string Types = """
        namespace App
        {
            using System;
            using System.Diagnostics.CodeAnalysis;

            [Experimental("SDK001")] public enum Effort { Low, High }
            [Experimental("SDK002")] public sealed class Client;
            [Experimental("SDK003")] public sealed class Item<T>;
            [Experimental("SDK004")] public static class Outer { public enum Inner { Low } public sealed class Nested<T>; }
            [Obsolete("Old.", DiagnosticId = "OLD001")] public enum Ancient { Low }
            [Obsolete("Old.", DiagnosticId = "OLD002")] public readonly record struct Code(int Value) : IParsable<Code>
            {
                public static Code Parse(string text, IFormatProvider? provider) => new(text.Length);
                public static bool TryParse(string? text, IFormatProvider? provider, out Code result) => (result = new(0)) == default;
            }

            public enum Mode { Off, [Experimental("SDK005")] On }
        }
        """;

    [Theory]
    [InlineData("SDK001", "[Daemon] internal static void Fetch(App.Effort effort = App.Effort.High) { }")]
    [InlineData("SDK001", "[Daemon] internal static void Fetch(App.Effort? effort = null) { }")]
    [InlineData("SDK001", "[Daemon] internal static void Fetch(params App.Effort[] efforts) { }")]
    [InlineData("SDK001", "[Daemon] internal static void Fetch(System.Collections.Generic.IReadOnlyList<App.Effort> efforts) { }")]
    [InlineData("SDK004", "[Daemon] internal static void Fetch(App.Outer.Inner inner) { }")]
    [InlineData("OLD001", "[Daemon] internal static void Fetch(App.Ancient ancient) { }")]
    [InlineData("OLD002", "[Daemon] internal static void Fetch(App.Code code) { }")]
    [InlineData("SDK005", "[Daemon] internal static void Fetch(App.Mode mode = App.Mode.On) { }")]
    [InlineData("SDK002",
        "[Daemon(OnResult = nameof(Take))] internal static App.Client Fetch() => new(); internal static void Take(App.Client client) { }")]
    [InlineData("SDK002",
        "[Daemon(OnResult = nameof(Take))] internal static Task<App.Client[]> Fetch() => null!; internal static void Take(object item) { }")]
    [InlineData("SDK003",
        "[Daemon(OnResult = nameof(Take))] internal static App.Item<int> Fetch() => new(); internal static void Take(App.Item<int> item) { }")]
    [InlineData("SDK001",
        "[Daemon(OnResult = nameof(Take))] internal static System.Collections.Generic.Dictionary<string, App.Effort[]> Fetch() => new(); internal static void Take(object item) { }")]
    [InlineData("SDK004",
        "[Daemon(OnResult = nameof(Take))] internal static System.Collections.Generic.IAsyncEnumerable<(int, App.Outer.Nested<string>)> Fetch() => null!; internal static void Take(object item) { }")]
    [InlineData("MINE01", "[Daemon, System.Diagnostics.CodeAnalysis.Experimental(\"MINE01\")] internal static void Fetch() { }")]
    [InlineData("MINE02", "[Daemon, System.Obsolete(\"\", DiagnosticId = \"MINE02\")] internal static void Fetch() { }")]
    [InlineData("MINE03",
        "[Daemon(OnStart = nameof(Begin))] internal static void Fetch() { } [System.Diagnostics.CodeAnalysis.Experimental(\"MINE03\")] internal static void Begin() { }")]
    [InlineData("MINE04",
        "[Daemon] internal static void Fetch() { } [DaemonSignal(\"SIGUSR2\"), System.Diagnostics.CodeAnalysis.Experimental(\"MINE04\")] internal static void Dump() { }")]
    public void OfWhatAMethodNames(string id, string members) => AssertSilent(
        GeneratorHost.Compile($"#pragma warning disable {id}\ninternal static class News {{ {members} }}\n").AddSyntaxTrees(Library(id)));

    /// <summary>Types of another assembly that is experimental as a whole.</summary>
    [Theory]
    [InlineData("assembly")]
    [InlineData("module")]
    public void OfAWholeAssembly(string target)
    {
        var library = CSharpCompilation.Create(
            "Library",
            [GeneratorHost.Parse(
                $"[{target}: System.Diagnostics.CodeAnalysis.Experimental(\"SDK009\")] namespace Library; public enum Effort {{ Low }}")],
            GeneratorHost.References,
            new(OutputKind.DynamicallyLinkedLibrary));
        AssertSilent(GeneratorHost
            .Compile(
                "#pragma warning disable SDK009\ninternal static class News { [Daemon] internal static void Fetch(Library.Effort effort " +
                "= Library.Effort.Low) { } }")
            .AddReferences(library.ToMetadataReference()));
    }

    [Fact]
    public void OfServicesAndOfWhatConfiguresThem() => AssertSilent(GeneratorHost
        .Compile("""
            #pragma warning disable SDK002, SDK008
            internal static class News
            {
                [Daemon] internal static void Fetch(App.Client client) { }

                [Daemonize.Hosting.DaemonServices, System.Diagnostics.CodeAnalysis.Experimental("SDK008")]
                internal static void Configure(Microsoft.Extensions.Hosting.IHostApplicationBuilder builder) { }
            }
            """)
        .AddReferences(GeneratorHost.HostingReferences)
        .AddSyntaxTrees(Library("SDK002")));

    /// <summary>A daemon with a mistake keeps its options class.</summary>
    [Fact]
    public void OfADaemonWithAMistake()
    {
        var (output, _) = GeneratorHost.Run(GeneratorHost
            .Compile(
                "#pragma warning disable SDK001\ninternal static class News { [Daemon(Interval = \"soon\")] internal static void " +
                "Fetch(App.Effort effort) { } }")
            .AddSyntaxTrees(Library("SDK001")));
        AssertNothing(output);
    }

    /// <summary>
    /// A type of the program, for example from a linked source file, with the same name as a type or namespace of a referenced assembly.
    /// </summary>
    [Theory]
    [InlineData("CS0436", "namespace App { public static class Shared { public enum Kind { Low } } }",
        "App.Shared.Kind kind = App.Shared.Kind.Low")]
    [InlineData("CS0436", "public sealed class News { }", "int number = 1")]
    [InlineData("CS0435", "public sealed class Tools { }", "Tools.Level level = Tools.Level.Low")]
    [InlineData("CS0437", "namespace News { public sealed class Other { } }", "int number = 1")]
    public void OfANameThatAReferencedAssemblyHasToo(string id, string library, string parameter) => AssertSilent(GeneratorHost
        .Compile($$"""
            #pragma warning disable {{id}}
            internal static class News { [Daemon] internal static void Fetch({{parameter}}) { } }
            namespace App { public static class Shared { public enum Kind { Low } } }
            namespace Tools { public enum Level { Low } }
            """)
        .AddReferences(CSharpCompilation
            .Create("Library", [GeneratorHost.Parse(library)], GeneratorHost.References, new(OutputKind.DynamicallyLinkedLibrary))
            .ToMetadataReference()));

    /// <summary>DMN113 reports it at the method.</summary>
    [Theory]
    [InlineData("IL2026", "RequiresUnreferencedCode(\"\")")]
    [InlineData("IL3050", "RequiresDynamicCode(\"\")")]
    [InlineData("IL3002", "RequiresAssemblyFiles")]
    public void OfWhatAMethodRequires(string id, string attribute) => Assert.Contains(
        $"#pragma warning disable {id} ",
        GeneratorHost.Generate(
            $"internal static class News {{ [Daemon, System.Diagnostics.CodeAnalysis.{attribute}] internal static void Fetch() {{ }} }}"),
        StringComparison.Ordinal);

    [Fact]
    public void NothingElseIsSilenced() => Assert.DoesNotContain(
        "#pragma", GeneratorHost.Generate("internal static class News { [Daemon] internal static void Fetch(int number) { } }"),
        StringComparison.Ordinal);

    private static SyntaxTree Library(string id) => GeneratorHost.Parse($"#pragma warning disable {id}\n{Types}", "Types.cs");

    private static void AssertSilent(CSharpCompilation compilation) => AssertNothing(GeneratorHost.Run(compilation).Compilation);

    private static void AssertNothing(Compilation output) => Assert.Empty(
        output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != "CS1591"));
}
