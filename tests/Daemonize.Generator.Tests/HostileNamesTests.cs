using Daemonize.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.Tests;

/// <summary>
/// Any names in a program work: it compiles without an error or a warning, with nullable on, the latest language and no implicit usings,
/// and no rule reports anything.
/// </summary>
public sealed class HostileNamesTests
{
    [Theory]
    [InlineData("Daemonize")]
    [InlineData("System")]
    [InlineData("Microsoft")]
    [InlineData("Task")]
    [InlineData("ValueTask")]
    [InlineData("CancellationToken")]
    [InlineData("TimeSpan")]
    [InlineData("Func")]
    [InlineData("String")]
    [InlineData("Daemons")]
    [InlineData("DaemonContext")]
    [InlineData("DaemonHandle")]
    [InlineData("DaemonProgram")]
    [InlineData("DaemonDefinition")]
    [InlineData("Definitions")]
    [InlineData("Generated")]
    [InlineData("Program")]
    [InlineData("ModuleInitializer")]
    [InlineData("global")]
    public Task TypeOfTheUserMayBeCalled(string name) => AssertCleanAsync(
        $$"""
        namespace App
        {
            using global::Daemonize;

            internal static class {{name}}
            {
                [Daemon] internal static async global::System.Threading.Tasks.Task Fetch(global::System.Threading.CancellationToken stopping) =>
                    await global::System.Threading.Tasks.Task.Delay(1, stopping);
            }

            internal static class Outer
            {
                internal static class {{name}}
                {
                    [Daemon(Interval = "10s", StopTimeout = "1s")] internal static int Prune(string country, int? limit = null, global::System.DayOfWeek day = default, params string[] tags) => 0;
                }
            }
        }

        namespace {{name}}s.{{name}}.Deep
        {
            internal static class Other
            {
                [global::Daemonize.Daemon] internal static void Listen(global::Daemonize.DaemonContext daemon) { }
            }
        }
        """);

    // Not Daemonize and System, the namespaces of the runtime and of the compiler's own library. See below.
    [Theory]
    [InlineData("Task")]
    [InlineData("CancellationToken")]
    [InlineData("TimeSpan")]
    [InlineData("Daemons")]
    [InlineData("DaemonHandle")]
    [InlineData("Definitions")]
    [InlineData("Generated")]
    [InlineData("Program")]
    [InlineData("ILogger")]
    public Task TypeOfTheGlobalNamespaceMayBeCalled(string name) => AssertCleanAsync(
        $$"""
        using Daemonize;

        internal static class {{name}}
        {
            [Daemon(Interval = "10s")] internal static async global::System.Threading.Tasks.Task FetchAsync(global::System.Threading.CancellationToken stopping) => await global::System.Threading.Tasks.Task.Delay(1, stopping);
        }
        """);

    [Theory]
    [InlineData("Task")]
    [InlineData("TimeSpan")]
    [InlineData("System")]
    [InlineData("Microsoft")]
    [InlineData("Daemonize")]
    [InlineData("Program")]
    public Task TypeInOurNamespaceMayBeCalled(string name) => AssertCleanAsync(
        $$"""
        namespace Daemonize
        {
            internal static class {{name}}
            {
                [Daemon(Interval = "10s")] internal static global::System.Threading.Tasks.ValueTask<int> Fetch() => new(0);
            }
        }

        namespace Daemonize.CompilerServices
        {
            internal static class {{name}};
        }
        """);

    [Fact]
    public Task NamespaceMayEndInSystem() => AssertCleanAsync(
        """
        using Daemonize;
        using Microsoft.Extensions.Logging;

        namespace App.System;

        internal static class Task
        {
            [Daemon] internal static void Fetch(ILogger logger, global::System.Threading.CancellationToken stopping) { }
        }
        """);

    [Fact]
    public Task AliasesMayHideWhatWeUse() => AssertCleanAsync(
        "global using Task = System.Int32; global using TimeSpan = System.String; global using Daemons = System.Object;",
        "internal static class News { [Daemonize.Daemon(Interval = \"1s\")] internal static Task Fetch() => 0; }");

    [Theory]
    [InlineData("class")]
    [InlineData("await")]
    [InlineData("default")]
    [InlineData("field")]
    [InlineData("record")]
    [InlineData("async")]
    [InlineData("var")]
    [InlineData("nameof")]
    [InlineData("required")]
    [InlineData("value")]
    public Task MethodTypeAndNamespaceMayBeKeywords(string keyword) => AssertCleanAsync(
        $$"""
        using Daemonize;

        namespace @{{keyword}};

        internal static class @N{{keyword}}
        {
            internal static class @_{{keyword}}
            {
                [Daemon] internal static async global::System.Threading.Tasks.ValueTask @{{keyword}}(global::System.Threading.CancellationToken @value) => await global::System.Threading.Tasks.Task.Delay(1, @value);
                [Daemon(Name = "other")] internal static int @{{keyword}}(DaemonContext @context) => 0;
            }
        }
        """);

    [Theory]
    [InlineData("partial class")]
    [InlineData("sealed partial class")]
    [InlineData("abstract partial class")]
    [InlineData("static partial class")]
    [InlineData("partial struct")]
    [InlineData("readonly ref partial struct")]
    [InlineData("partial record")]
    [InlineData("partial record struct")]
    [InlineData("partial interface")]
    public Task MethodMayLieInAny(string kind) => AssertCleanAsync(
        $$"""
        using Daemonize;

        internal {{kind}} News
        {
            [Daemon] public static void Fetch() { }

            internal {{kind}} Inner
            {
                [Daemon] internal static void Prune() { }
            }
        }
        """,
        $$"""
        internal {{kind}} News
        {
            internal {{kind}} Inner
            {
                [Daemonize.Daemon] internal static partial int Listen();
                internal static partial int Listen() => 0;
            }
        }
        """);

    [Fact]
    public Task TopLevelStatementsMayLieBesideTheDaemon() => AssertCleanAsync(
        """
        using Daemonize;

        if (Daemons.TryRun(args, out var exitCode))
        {
            return exitCode;
        }

        return Program.Zero;

        internal partial class Program
        {
            internal const int Zero = 0;

            [Daemon] internal static void Fetch() { }
        }
        """);

    [Fact]
    public Task UnicodeMayBeEscaped() =>
        AssertCleanAsync(
            """internal static class Größe { [Daemonize.Daemon] internal static void F\u0065tch() { } [Daemonize.Daemon(Name = "g")] internal static void Größe_() { } }""");

    [Theory]
    [InlineData("file static class News { [Daemon] internal static void {|DMN003:Fetch|}() { } }")]
    [InlineData("file class Outer { internal static class News { [Daemon] internal static void {|DMN003:Fetch|}() { } } }")]
    [InlineData("internal class Outer<T> { [Daemon] internal static void {|DMN002:Fetch|}() { } }")]
    [InlineData("internal class Outer<T> { internal struct Inner { [Daemon] internal static void {|DMN002:Fetch|}() { } } }")]
    [InlineData("internal class Task { } internal static class News { [Daemon] internal static {|DMN004:Task|} Fetch() => new(); }")]
    [InlineData(
        "internal struct CancellationToken { } internal static class News { [Daemon] internal static void Fetch({|DMN005:CancellationToken|} stopping) { } }")]
    public Task WhatCannotBeCalledHasOneError(string source) => Verify.ProgramAsync($"namespace App {{ {source} }}");

    // The oldest compiler that loads the generator does not know extension blocks.
    [Fact]
    public Task MethodOfAnExtensionBlockHasOneError() => LanguageVersion.Latest.MapSpecifiedToEffectiveVersion() < (LanguageVersion)1400
        ? Task.CompletedTask
        : Verify.ProgramAsync(
            "internal static class News { extension(string text) { [Daemon] internal static void {|DMN003:Fetch|}() { } } }");

    // A type of the source hides the namespace of a reference, even after "global::". With a type Daemonize, the user cannot name the
    // attribute; with a type System, nothing in System can be named.
    [Theory]
    [InlineData("Daemonize", "CS0138")]
    [InlineData("System", "CS0426")]
    public void TypeOfTheGlobalNamespaceCannotBeCalled(string name, string error)
    {
        var source =
            $"internal class {name}; namespace App {{ using global::Daemonize; class C {{ [Daemon] internal static void M() {{ }} }} }}";
        var (output, _) = GeneratorHost.Run(Compile(source));
        Assert.Contains(output.GetDiagnostics(TestContext.Current.CancellationToken), diagnostic => diagnostic.Id == error);
    }

    [Fact]
    public Task DaemonMayBeObsolete() => AssertCleanAsync("""
        using Daemonize;

        [System.Obsolete("Not for new code.")]
        internal enum Level { Low, High }

        internal static class News
        {
            [Daemon, System.Obsolete] internal static void Fetch() { }

        #pragma warning disable CS0618 // The user's own use is the user's to silence.
            [Daemon] internal static void Prune(Level level, Level? other = null, params Level[] levels) { }
        #pragma warning restore CS0618
        }
        """);

    private static async Task AssertCleanAsync(params string[] sources)
    {
        var compilation = Compile(sources);
        var (output, _) = GeneratorHost.Run(compilation);
        Assert.Empty(
            output.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.NotNull(output.GetTypeByMetadataName("Daemonize.CompilerServices.Definitions"));
        Assert.Empty(await Robust.GetDiagnosticsAsync(output));
    }

    private static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "HostileApp",
        sources.Select((source, i) => GeneratorHost.Parse(source, $"Source{i}.cs")),
        GeneratorHost.References,
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
}
