using Daemonize.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Tests;

/// <summary>The generated text, under review in Snapshots/. It compiles without errors and warnings.</summary>
public sealed class EmissionTests
{
    private const string Mistaken = """
        namespace NewsApp;

        internal static class News
        {
            [Daemon(Interval = "soon")]
            internal static void Fetch() { }

            [Daemon]
            internal static void Listen() { }
        }
        """;

    [Fact]
    public void OneDaemon() => Snapshot.Match(GeneratorHost.Generate("""
        namespace NewsApp;

        internal static class News
        {
            [Daemon(PidFile = "news.pid", Interval = "10s")]
            internal static void Fetch() { }
        }
        """));

    [Fact]
    public void SeveralDaemonsInTheOrderOfTheirNames() => Snapshot.Match(GeneratorHost.Generate(
        """
        namespace NewsApp;

        internal static class News
        {
            [Daemon(Interval = "1h30m")]
            internal static void PruneOldArticles() { }

            [Daemon(Interval = "10s")]
            internal static async Task FetchAsync(CancellationToken stopping) => await Task.Delay(1, stopping);
        }

        internal static class Server
        {
            [Daemon(Name = "api.v2")]
            internal static Task<int> Listen(DaemonContext context) => Task.FromResult(0);
        }
        """,
        ("Version", "2.1.0-beta")));

    [Fact]
    public void AllSettings() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class News
        {
            private const string Delay = "1.5s";

            [Daemon(
                Name = "headlines",
                PidFile = "/run/news \"and\" more/news.pid",
                LogFile = "news.log",
                Interval = "1h30m",
                InitialDelay = Delay,
                StartTimeout = "00:01:00",
                StopTimeout = "250ms",
                WorkingDirectory = "/srv/news",
                Umask = "027")]
            internal static void Fetch() { }
        }
        """));

    [Fact]
    public void EveryReturnForm() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class Forms
        {
            [Daemon] internal static void ReturnsVoid() { }
            [Daemon] internal static int ReturnsInt() => 0;
            [Daemon] internal static Task ReturnsTask() => Task.CompletedTask;
            [Daemon] internal static ValueTask ReturnsValueTask() => default;
            [Daemon] internal static Task<int> ReturnsTaskOfInt() => Task.FromResult(0);
            [Daemon] internal static ValueTask<int> ReturnsValueTaskOfInt() => new(0);
        }
        """));

    [Fact]
    public void EveryParameterOrder() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class Orders
        {
            [Daemon] internal static void Context(DaemonContext daemon) { }
            [Daemon] internal static void Token(CancellationToken stopping = default) { }
            [Daemon] internal static void Logger(ILogger? logger) { }
            [Daemon] internal static void ContextTokenLogger(DaemonContext daemon, CancellationToken stopping, ILogger logger) { }
            [Daemon] internal static void LoggerContextToken(ILogger logger, DaemonContext daemon, CancellationToken stopping) { }
            [Daemon] internal static Task TokenLogger(CancellationToken stopping, ILogger logger) => Task.CompletedTask;
        }
        """));

    [Fact]
    public void NamesThatNeedCare() => Snapshot.Match(GeneratorHost.Generate("""
        namespace @namespace.await.System
        {
            internal static class @class
            {
                [Daemon(Name = "program")]
                internal static async Task @await(ILogger logger) => await Task.Yield();

                [Daemon(Name = "help")]
                internal static void @return() { }

                [Daemon(Name = "definitions")]
                internal static void @return(DaemonContext context) { }

                [Daemon(Name = "daemon-handle")]
                internal static void Daemonize() { }
            }
        }
        """));

    [Fact]
    public void NestedTypesInTheGlobalNamespace() => Snapshot.Match(GeneratorHost.Generate("""
        internal class Outer
        {
            internal interface IInner
            {
                [Daemon]
                static void Fetch() { }

                protected internal struct Innermost
                {
                    [Daemon]
                    internal static void Prune() { }
                }
            }
        }
        """));

    [Fact]
    public void OwnMainLeavesTheModuleInitializer() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class News
        {
            private static int Main(string[] args) => Daemons.Run(args);

            [Daemon]
            internal static void Fetch() { }
        }
        """));

    [Fact]
    public void GenerateMainFalseLeavesTheModuleInitializer()
    {
        var compilation = GeneratorHost.Compile("internal static class News { [Daemon] internal static void Fetch() { } }");
        var (output, result) = GeneratorHost.Run(compilation, ("DaemonizeGenerateMain", "False"));
        var errors = output.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.Equal("CS5001", Assert.Single(errors).Id);
        Snapshot.Match(GeneratorHost.Join(result));
    }

    [Fact]
    public void LibraryHasNoWayIn() => Snapshot.Match(GeneratorHost.Generate(GeneratorHost.Compile(
        "internal static class News { [Daemon] internal static void Fetch() { } }", OutputKind.DynamicallyLinkedLibrary)));

    [Fact]
    public void MistakeGivesAStubWithAllHandles() => Snapshot.Match(GeneratorHost.Generate(Mistaken));

    [Fact]
    public void MistakeBesideOwnMainGivesAStubWithoutMain() => Snapshot.Match(GeneratorHost.Generate(
        Mistaken + "\ninternal static class Entry { private static int Main(string[] args) => Daemons.Run(args); }"));

    [Fact]
    public void ClashGivesAStub() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class News
        {
            [Daemon(Name = "a.b")] internal static void Fetch() { }
            [Daemon(Name = "a-b")] internal static void Listen() { }
        }
        """));

    [Fact]
    public void ProgramWithoutDaemonsGetsNothing() =>
        Assert.Empty(GeneratorHost.Generate("internal static class Entry { private static void Main() { } }"));

    [Fact]
    public void EverySnapshotHasATest() => Assert.All(
        Snapshot.Names(),
        name => Assert.NotNull(GetType().GetMethod(name[$"{nameof(EmissionTests)}.".Length..^".g.cs".Length])));
}
