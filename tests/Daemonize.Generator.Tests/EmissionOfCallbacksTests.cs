using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests;

/// <summary>The generated text of results, callbacks and signals.</summary>
public sealed class EmissionOfCallbacksTests
{
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
            [Daemon(Interval = "1s", IgnoredSignals = ["SIGUSR1", "SIGALRM"])] internal static void Prune() { }
            [DaemonSignal("SIGUSR2"), DaemonSignal("SIGRTMIN+5")] internal static void Dump(ILogger logger) { }
            [DaemonSignal("SIGUSR1")] internal static Task FlushAsync(DaemonContext daemon, CancellationToken stopping) => Task.CompletedTask;
        }
        """));

    [Fact]
    public void DaemonIgnoresASignalHoweverItIsWritten() => Assert.DoesNotContain("Dump", GeneratorHost.Generate("""
        internal static class News
        {
            [Daemon(IgnoredSignals = new[] { "SIGRTMIN+05" })] internal static void Fetch() { }
            [DaemonSignal("SIGRTMIN+5")] internal static void Dump() { }
        }
        """), StringComparison.Ordinal);

    /// <summary>An analyzer reports the handler (DMN217); nothing is generated.</summary>
    [Fact]
    public void HandlerWithoutADaemonChangesNothing()
    {
        const string News = "internal static class News { [Daemon] internal static void Fetch() { } }";
        const string Handler = "internal static class Other { [DaemonSignal(\"SIGUSR2\")] internal static void Dump() { } }";
        var (_, result) = GeneratorHost.Run(GeneratorHost.Compile($"{News}\n{Handler}"));

        Assert.Empty(result.Diagnostics);
        Assert.Equal(GeneratorHost.Generate(News), GeneratorHost.Join(result));
    }
}
