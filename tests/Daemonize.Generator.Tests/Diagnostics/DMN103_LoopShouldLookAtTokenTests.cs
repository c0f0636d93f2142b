using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN103_LoopShouldLookAtTokenTests
{
    [Theory]
    [InlineData("{|DMN103:while|} (true) { _count++; }")]
    [InlineData("{|DMN103:for|} (;;) { _count++; }")]
    [InlineData("{|DMN103:for|} (; true;) { _count++; }")]
    [InlineData("{|DMN103:do|} { _count++; } while (!false);")]
    [InlineData("{|DMN103:while|} (true) { for (;;) { break; } }")]
    [InlineData("{|DMN103:while|} (true) { try { throw new Exception(); } catch (Exception) { } }")]
    [InlineData("{|DMN103:while|} (true) { Action work = () => { return; }; work(); }")]
    [InlineData("{|DMN103:while|} (true) { Work(CancellationToken.None); }")]
    [InlineData("{|DMN103:while|} (true) { Work(); }")]
    public Task EndlessLoopIsReported(string loop) => InDaemonAsync(loop);

    [Theory]
    [InlineData("{|DMN103:while|} (_count > 0) { Event.WaitOne(1000); }")]
    [InlineData("{|DMN103:while|} (!Event.WaitOne(1000)) { _count++; }")]
    [InlineData("{|DMN103:for|} (var i = 0; i < 10; i++) { {|DMN104:Thread.Sleep(1000)|}; }")]
    [InlineData("{|DMN103:foreach|} (var i in new[] { 1, 2 }) { WaitHandle.WaitAny([Event]); }")]
    [InlineData("{|DMN103:while|} (true) { if (Event.WaitOne()) { break; } }")]
    [InlineData("while (_count > 0) { {|DMN103:do|} { _count--; } while (Event.WaitOne()); }")]
    public Task LoopThatWaitsIsReported(string loop) => InDaemonAsync(loop);

    [Theory]
    [InlineData("while (!stopping.IsCancellationRequested) { _count++; }")]
    [InlineData("while (true) { stopping.ThrowIfCancellationRequested(); }")]
    [InlineData("while (true) { Work(stopping); }")]
    [InlineData("while (true) { WaitHandle.WaitAny([Event, stopping.WaitHandle]); }")]
    [InlineData("while (true) { Task.Run(() => Work(stopping)); }")]
    public Task LoopThatLooksIsFine(string loop) => InDaemonAsync(loop);

    [Theory]
    [InlineData("while (_count > 0) { _count--; }")]
    [InlineData("for (var i = 0; i < 10; i++) { _count++; }")]
    [InlineData("while (true) { if (_count++ > 10) { break; } }")]
    [InlineData("while (true) { if (_count++ > 10) { return; } }")]
    [InlineData("while (true) { if (_count++ > 10) { throw new Exception(); } }")]
    [InlineData("while (true) { if (_count++ > 10) { goto end; } } end: ;")]
    public Task LoopThatFindsAWayOutIsFine(string loop) => InDaemonAsync(loop);

    [Theory]
    [InlineData("using var registration = stopping.Register(() => Event.Set()); while (_count > 0) { Event.WaitOne(); }")]
    [InlineData("var handle = stopping.WaitHandle; while (!handle.WaitOne(10)) { _count++; }")]
    public Task LoopThatMayHearOfTheStopOtherwiseIsFine(string code) => InDaemonAsync(code);

    [Fact]
    public Task LoopThatHandsOnTheContextIsFine() => Verify.MembersAsync("""
        [Daemon] internal static void Fetch(DaemonContext daemon) { while (true) { Work(daemon); } }
        private static void Work(DaemonContext daemon) => daemon.Stopping.ThrowIfCancellationRequested();
        """);

    [Fact]
    public Task ContextWhoseTokenIsNotReadDoesNotServe() => Verify.MembersAsync(
        "[Daemon] internal static void Fetch(DaemonContext daemon) { {|DMN103:while|} (true) { Console.WriteLine(daemon.TickNumber); } }");

    [Fact]
    public Task AwaitForEachIsReported() => Verify.MembersAsync("""
        [Daemon]
        internal static async Task Fetch(System.Collections.Generic.IAsyncEnumerable<int> {|DMN005:items|}, CancellationToken stopping)
        {
            stopping.ThrowIfCancellationRequested();
            await {|DMN103:foreach|} (var item in items) { await {|DMN106:Task.Delay(item)|}; }
        }
        """.Replace(
            "System.Collections.Generic.IAsyncEnumerable<int> {|DMN005:items|}",
            "{|DMN005:System.Collections.Generic.IAsyncEnumerable<int>|} items", StringComparison.Ordinal));

    [Fact]
    public Task LoopInWhatADaemonCallsIsReported() => Verify.MembersAsync("""
        [Daemon(Interval = "1s")] internal static void Fetch() => Work();
        private static void Work() { {|DMN103:while|} (true) { } }
        private static void Other() { while (true) { } }
        """);

    [Fact]
    public Task EndlessIteratorIsFine() => Verify.MembersAsync("""
        [Daemon(Interval = "1s")] internal static void Fetch() { foreach (var number in Numbers()) { if (number > 3) { break; } } }
        private static System.Collections.Generic.IEnumerable<int> Numbers() { var i = 0; while (true) { yield return i++; } }
        """);

    private static Task InDaemonAsync(string code) => Verify.MembersAsync($$"""
        private static readonly ManualResetEvent Event = new(false);
        private static int _count;

        [Daemon]
        internal static void Fetch(CancellationToken stopping)
        {
            _ = stopping.CanBeCanceled;
            #pragma warning disable CS0162
            {{code}}
        }

        private static void Work(CancellationToken stopping = default) => stopping.ThrowIfCancellationRequested();
        """);
}
