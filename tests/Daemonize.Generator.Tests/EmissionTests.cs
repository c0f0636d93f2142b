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
    public void AllSettingsOfTheLog() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class News
        {
            [Daemon(
                Interval = "10s", LogFile = "news.log", ErrorFile = "journal", LogMaxSize = "10MB", LogBackups = 7, LogCompress = true,
                LogFormat = LogFormat.Json)]
            internal static void Fetch() { }

            [Daemon(LogFile = "null", LogMaxSize = "off")]
            internal static void Silent() { }
        }
        """));

    [Fact]
    public void AllSettingsOfSchedulesAndFailures() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class News
        {
            [Daemon(
                Interval = "10s", Jitter = "500ms", JitterSeed = 42, AlignToClock = true, Overlap = Overlap.Parallel, MaxParallel = 3, Missed = Missed.All,
                MaxMissed = 7, Timeout = "1m", MaxRuns = 1000, OnFailure = FailureAction.Retry, MaxRetries = 5, RetryDelay = "2s", MaxRetryDelay = "30s",
                MaxFailures = 4, OnResult = nameof(Store), Concurrency = 2, Ready = Ready.Manual, Instances = 4)]
            internal static int Fetch() => 0;

            [Daemon(OnFailure = FailureAction.Stop, Overlap = Overlap.Skip, AlignToClock = false, Ready = Ready.OnStart)]
            internal static void Listen() { }

            internal static void Store(int number) { }
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
    public void EveryFormOfResult() => Snapshot.Match(GeneratorHost.Generate("""
        using System.Collections.Generic;

        internal sealed record Headline(string Text);

        [Obsolete("No longer.")]
        internal sealed class Old;

        internal static class Forms
        {
            internal readonly record struct Point(int X, int Y);

            [Daemon(Interval = "1s", OnResult = nameof(Store))] internal static Headline ReturnsValue() => new("");
            [Daemon(Interval = "1s", OnResult = nameof(Store))] internal static Headline? ReturnsNull() => null;
            [Daemon(Interval = "1s", OnResult = nameof(Store))] internal static async Task<Headline> ReturnsTask() { await Task.Yield(); return new(""); }
            [Daemon(Interval = "1s", OnResult = nameof(Store))] internal static Task<Headline?> ReturnsTaskOfNull() => Task.FromResult<Headline?>(null);
            [Daemon(Interval = "1s", OnResult = nameof(Store))] internal static ValueTask<Headline?> ReturnsValueTask(int count) => default;
            [Daemon(OnResult = nameof(Store))] internal static async IAsyncEnumerable<Headline> ReturnsStream() { await Task.Yield(); yield return new(""); }
            [Daemon(OnResult = nameof(Store))] internal static async IAsyncEnumerable<Headline?> ReturnsStreamOfNull() { await Task.Yield(); yield return null; }
            [Daemon(OnResult = nameof(Number))] internal static int ReturnsInt() => 1;
            [Daemon(OnResult = nameof(Number))] internal static int? ReturnsNullableInt() => null;
            [Daemon(OnResult = nameof(Maybe))] internal static Task<int?> ReturnsTaskOfNullableInt() => Task.FromResult<int?>(1);
            [Daemon(OnResult = nameof(Any))] internal static async IAsyncEnumerable<Point?> ReturnsStreamOfStructs() { await Task.Yield(); yield return new Point(1, 2); }
            [Daemon(OnResult = nameof(Pair))] internal static (int Count, string? Name) ReturnsTuple() => default;
            [Daemon(OnResult = nameof(Map))] internal static Task<Dictionary<string, List<string?>>?> ReturnsGeneric() => Task.FromResult<Dictionary<string, List<string?>>?>([]);
            [Daemon(OnResult = nameof(Array))] internal static string?[][]? ReturnsArray() => null;
            [Daemon(OnResult = nameof(Any))] internal static dynamic ReturnsDynamic() => "";
            [Daemon(OnResult = nameof(Any))] internal static IEnumerable<string> ReturnsSequence() => [];
            [Obsolete("No longer.")]
            [Daemon(OnResult = nameof(Any))] internal static List<Old>? ReturnsObsolete() => null;

            internal static void Store(Headline headline) { }
            internal static Task Number(int number, ILogger logger) => Task.CompletedTask;
            internal static ValueTask Maybe(int? number, CancellationToken stopping, DaemonContext daemon) => default;
            internal static void Any(object value) { }
            internal static void Pair((int Count, string? Name) pair) { }
            internal static void Map(IReadOnlyDictionary<string, List<string?>> map) { }
            internal static void Array(string[][] lines) { }
        }
        """));

    [Fact]
    public void EveryFormOfCallback() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class Forms
        {
            [Daemon(OnError = nameof(Void), OnStart = nameof(Start), OnStop = nameof(Stop), OnReload = nameof(Reload))] internal static void A() { }
            [Daemon(OnError = nameof(Tasks), OnStart = nameof(StartTask), OnStop = nameof(StopTask), OnReload = nameof(ReloadTask))] internal static void B() { }
            [Daemon(OnError = nameof(ValueTasks), OnStart = nameof(StartValueTask), OnStop = nameof(@await))] internal static void C() { }
            [Daemon(OnError = nameof(Action))] internal static void D() { }
            [Daemon(OnError = nameof(MaybeAction))] internal static void E() { }
            [Daemon(OnError = nameof(TaskOfAction))] internal static void F() { }
            [Daemon(OnError = nameof(TaskOfMaybe))] internal static void G() { }
            [Daemon(OnError = nameof(ValueTaskOfAction))] internal static void H() { }
            [Daemon(OnError = nameof(ValueTaskOfMaybe))] internal static void I() { }

            internal static void Void(Exception failure) { }
            internal static Task Tasks(object failure, ILogger logger) => Task.CompletedTask;
            internal static ValueTask ValueTasks(Exception failure, CancellationToken stopping, DaemonContext daemon) => default;
            internal static FailureAction Action(Exception failure) => FailureAction.Stop;
            internal static FailureAction? MaybeAction(Exception failure) => null;
            internal static Task<FailureAction> TaskOfAction(Exception failure) => Task.FromResult(FailureAction.Retry);
            internal static Task<FailureAction?> TaskOfMaybe(Exception failure) => Task.FromResult<FailureAction?>(null);
            internal static ValueTask<FailureAction> ValueTaskOfAction(Exception failure) => new(FailureAction.Retry);
            internal static ValueTask<FailureAction?> ValueTaskOfMaybe(Exception failure) => default;
            internal static void Start() { }
            internal static Task StartTask(CancellationToken stopping, ILogger logger) => Task.CompletedTask;
            internal static ValueTask StartValueTask(DaemonContext daemon) => default;
            internal static void Stop(StopReason reason, ILogger logger) { }
            internal static Task StopTask(ILogger logger) => Task.CompletedTask;
            internal static async Task @await(StopReason reason) => await Task.Yield();
            internal static void Reload(DaemonContext daemon) { }
            internal static Task ReloadTask() => Task.CompletedTask;
        }
        """));

    [Fact]
    public void SignalsOfTwoDaemons() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class News
        {
            [Daemon(Interval = "1s")] internal static void Fetch() { }
            [Daemon(Interval = "1s"), DaemonSignal("SIGUSR1", Ignore = true), DaemonSignal("SIGALRM", Ignore = true)] internal static void Prune() { }
            [DaemonSignal("SIGUSR2"), DaemonSignal("SIGRTMIN+5")] internal static void Dump(ILogger logger) { }
            [DaemonSignal("SIGUSR1")] internal static Task FlushAsync(DaemonContext daemon, CancellationToken stopping) => Task.CompletedTask;
        }
        """));

    [Fact]
    public void EverySchedule() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class News
        {
            [Daemon(Interval = "1s")] internal static void Intervals() { }
            [Daemon(Interval = "off", Jitter = "off", Timeout = "off")] internal static void NoInterval() { }
            [Daemon(Delay = "1s")] internal static void Delays() { }
            [Daemon(Delay = "off")] internal static void NoDelay() { }
            [Daemon(Cron = "*/5 * * * *", TimeZone = "UTC", OnResult = nameof(Store))] internal static int Crons() => 0;
            [Daemon(Cron = "off")] internal static void NoCron() { }
            [Daemon(Instances = 0)] internal static void Once() { }
            internal static void Store(int number) { }
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
    public void OptionsOfEveryKind() => Snapshot.Match(GeneratorHost.Generate("""
        #pragma warning disable CS1573 // Not all parameters need a comment here.
        namespace NewsApp;

        internal enum Level { Low, VeryHigh, veryhigh, Same = Low, [Obsolete("No longer.")] Old = 7 }

        internal static class Options
        {
            internal enum _Kind : ulong { None, All = ulong.MaxValue }

            /// <summary>Takes all &amp; nothing. And says &lt;so&gt;.</summary>
            /// <param name="text">-t, Any <c>text</c>, "quoted" or <paramref name="number"/>.</param>
            /// <param name="number">A number; see <see cref="Level"/>.</param>
            [Daemon(Interval = "1s")]
            internal static async Task<int> Fetch(
                string text, DaemonContext daemon, int number, bool flag, Level level, _Kind kind, TimeSpan time, DateTimeOffset instant, DateTime moment,
                DateOnly date, TimeOnly hour, Uri address, System.IO.FileInfo file, System.IO.DirectoryInfo folder, Guid id, System.Net.IPAddress host,
                decimal price, nint word, char letter, CancellationToken stopping, Level[] levels, System.Collections.Generic.IReadOnlyList<int> numbers,
                params string[] tags)
            {
                await Task.Delay(1, stopping);
                return 0;
            }
        }
        """));

    [Fact]
    public void OptionsWithDefaults() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class Options
        {
            private const string Constant = "c:\\ \"x\" {y}\n";

            [Daemon]
            internal static void Fetch(
                string text = "us", string? nothing = null, string constant = Constant, int number = -1, sbyte small = -3, ushort port = 80, uint big = 5, long huge = long.MinValue,
                ulong vast = ulong.MaxValue, float single = 0.1f, double real = 1e300, double none = double.NaN, double all = double.NegativeInfinity,
                decimal price = 1.50m, char letter = '\'', bool on = true, bool off = false, bool? maybe = null, DayOfWeek day = DayOfWeek.Friday,
                DayOfWeek strange = (DayOfWeek)42, DayOfWeek? another = DayOfWeek.Monday, int? maybeNumber = 7, int? noNumber = null, TimeSpan time = default,
                TimeSpan? pause = null, Guid id = default, Uri? address = null, string[]? tags = null, nint word = 5, Half half = default)
            {
            }
        }
        """));

    [Fact]
    public void OptionNamesThatNeedCare() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class Options
        {
            [Daemon]
            internal static void Fetch(string values, string valuesOption, int context, int cancellationToken, bool @class, int @await, string equals, string fetchOptions, string _x, int URL2)
            {
            }
        }
        """));

    [Fact]
    public void OptionsStayWhenADaemonIsMistaken() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class News
        {
            [Daemon(Interval = "soon")]
            internal static void Fetch(string country, params int[] pages) { }

            [Daemon]
            internal static void Listen(int port = 80) { }

            internal static void Use()
            {
                Daemons.Fetch.Start(new() { Country = "de", Pages = [1, 2] });
                Daemons.Listen.Start(new() { Port = 81 });
            }
        }
        """));

    [Fact]
    public void OptionsOfAProgramWithoutNullableAnnotations() => Snapshot.Match(GeneratorHost.Generate("""
        #nullable disable
        internal static class Options
        {
            [Daemon]
            internal static void Fetch(string text, string none = null, string[] tags = null, int? number = null, Uri address = null) { }
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
        Snapshot.Names().Where(name => name.StartsWith($"{nameof(EmissionTests)}.", StringComparison.Ordinal)),
        name => Assert.NotNull(GetType().GetMethod(name[$"{nameof(EmissionTests)}.".Length..^".g.cs".Length])));
}
