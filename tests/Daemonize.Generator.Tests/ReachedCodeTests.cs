using System.Text;
using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests;

/// <summary>
/// The code that the rules about the body of a daemon method consider reachable. Thread.Sleep stands for any reported call.
/// </summary>
public sealed class ReachedCodeTests
{
    private const string Bad = "{|DMN104:Thread.Sleep(1)|};";
    private const string Fine = "Thread.Sleep(1);";

    [Theory]
    [InlineData("Work();")]
    [InlineData("News.Work();")]
    [InlineData("Task.Run(Work);")]
    [InlineData("new Thread(Work).Start();")]
    [InlineData("Action work = Work; work();")]
    [InlineData("Task.Run(() => Work());")]
    [InlineData("Local(); void Local() => Work();")]
    [InlineData("Generic<int>(); void Generic<T>() => Work();")]
    public Task MethodIsReachedByACallAndAsADelegate(string code) =>
        InProgramAsync(code, $$"""internal static partial class News { private static void Work() { {{Bad}} } }""");

    [Theory]
    [InlineData("_ = new Worker();", "public Worker() { BAD }")]
    [InlineData("_ = Worker.Property;", "public static int Property { get { BAD return 1; } set { FINE } }")]
    [InlineData("Worker.Property = 1;", "public static int Property { get { FINE return 1; } set { BAD } }")]
    [InlineData("Worker.Property += 1;", "public static int Property { get { BAD return 1; } set { BAD } }")]
    [InlineData("Worker.Property++;", "public static int Property { get { BAD return 1; } set { BAD } }")]
    [InlineData("_ = new Worker()[1];", "public int this[int index] { get { BAD return 1; } }")]
    [InlineData("Worker.Event += Console.WriteLine;", "public static event Action Event { add { BAD } remove { FINE } }")]
    [InlineData("Worker.Event -= Console.WriteLine;", "public static event Action Event { add { FINE } remove { BAD } }")]
    [InlineData("Worker.Generic(1);", "public static void Generic<T>(T value) { BAD }")]
    [InlineData("new Generic<int>().Work();", "} class Generic<T> { public void Work() { BAD }")]
    [InlineData("1.Extend();", "} static class Extensions { public static void Extend(this int number) { BAD }")]
    [InlineData("foreach (var i in Worker.Iterate()) { }",
        "public static System.Collections.Generic.IEnumerable<int> Iterate() { BAD yield return 1; }")]
    [InlineData("new Derived().Work();",
        "public virtual void Work() { FINE } } class Derived : Worker { public override void Work() { BAD }")]
    [InlineData("new Derived();", "public Worker(int i) { BAD } } class Derived : Worker { public Derived() : base(1) { }")]
    public Task MemberOfAnyKindIsReached(string code, string member) => InProgramAsync(
        code,
        "internal class Worker { MEMBER }"
            .Replace("MEMBER", member, StringComparison.Ordinal)
            .Replace("BAD", Bad, StringComparison.Ordinal)
            .Replace("FINE", Fine, StringComparison.Ordinal));

    [Theory]
    [InlineData("OnResult = nameof(Call)", "", "int number")]
    [InlineData("OnError = nameof(Call)", "", "Exception failure")]
    [InlineData("OnStart = nameof(Call)", "", "")]
    [InlineData("OnStop = nameof(Call)", "", "")]
    [InlineData("OnReload = nameof(Call)", "", "")]
    [InlineData("Interval = \"1s\"", "[DaemonSignal(\"SIGUSR2\")]", "")]
    public Task CallbackIsReached(string settings, string attribute, string parameters) => Verify.MembersAsync($$"""
        [Daemon({{settings}})] internal static int Fetch() => 0;
        {{attribute}} internal static void Call({{parameters}}) { {{Bad}} Work(); }
        private static void Work() { {{Bad}} }
        internal static void Other() { {{Fine}} }
        """);

    [Fact]
    public Task PartialMethodIsReached() => InProgramAsync(
        "Work();",
        $$"""
        internal static partial class News
        {
            static partial void Work();
            static partial void Work() { {{Bad}} }
        }
        """);

    [Theory]
    [InlineData("_ = nameof(Work);")]
    [InlineData("_ = typeof(News);")]
    [InlineData("")]
    public Task MethodThatIsOnlyNamedIsNotReached(string code) =>
        InProgramAsync(code, $$"""internal static partial class News { private static void Work() { {{Fine}} } }""");

    [Theory]
    [InlineData("using var worker = new Worker();")]
    [InlineData("using (var worker = new Worker()) { }")]
    [InlineData("using (Worker worker = new()) { }")]
    [InlineData("using (new Worker()) { }")]
    public Task DisposalIsReached(string code) =>
        InProgramAsync(code, $$"""internal sealed class Worker : IDisposable { public void Dispose() { {{Bad}} } }""");

    // The body that runs is unknown; reporting all would report wrong ones as well.
    [Fact]
    public Task ImplementationOfAnInterfaceIsNotReached() => InProgramAsync(
        "IWorker worker = new Worker(); worker.Work();",
        $$"""
        internal interface IWorker { void Work(); }
        internal sealed class Worker : IWorker { public void Work() { {{Fine}} } }
        """);

    [Fact]
    public Task CyclesEnd() => InProgramAsync(
        "Work(); Fetch();",
        $$"""internal static partial class News { private static void Work() { {{Bad}} Work(); Fetch(); } }""");

    [Fact]
    public Task WalkEndsAtItsDepth()
    {
        var members = new StringBuilder();
        for (var i = 0; i <= 17; i++)
        {
            members.Append(null, $"private static void Work{i}() {{ {(i < 16 ? Bad : Fine)} Work{i + 1}(); }}\n");
        }

        return InProgramAsync("Work0();", $$"""internal static partial class News { {{members}} private static void Work18() { } }""");
    }

    [Fact]
    public Task EveryDaemonOfAProgramIsFollowed() => InProgramAsync("", $$"""
        internal static class Others
        {
            [Daemon(Interval = "1s")] internal static void Prune() => Work();
            private static void Work() { {{Bad}} }
        }
        """);

    [Fact]
    public Task WhatIsReachedTwiceIsReportedOnce() => InProgramAsync("Others.Work();", $$"""
        internal static class Others
        {
            [Daemon(Interval = "1s")] internal static void Prune() { {{Bad}} Work(); }
            internal static void Work() { {{Bad}} }
        }
        """);

    [Fact]
    public Task CodeInMainIsNotReached() => Verify.ProgramAsync(
        """
        {|DMN906:Thread.Sleep(1);|}
        return Daemons.Run(args);
        """,
        "internal static class News { [Daemon] internal static void Fetch() { } }");

    [Fact]
    public Task MessageTellsTheWay() => Verify.MessageAsync(
        "DMN104",
        "'Thread.Sleep' in 'Work' (reached from daemon method 'News.Fetch') continues when the daemon is stopped: "
            + "await Task.Delay with the CancellationToken instead",
        """
        internal static class News
        {
            [Daemon(Interval = "1s")] internal static void Fetch() => Work();
            private static void Work() => Thread.Sleep(1);
        }
        """);

    [Theory]
    [InlineData("Thread.Sleep(")]
    [InlineData("while (")]
    [InlineData("for (")]
    [InlineData("Environment.Exit(")]
    [InlineData("new Mutex(true, ")]
    [InlineData("System.IO.File.ReadAllText(")]
    [InlineData("_ = Task.Run(() => .Result")]
    [InlineData("Console.CancelKeyPress +=")]
    public Task HalfTypedCodeIsBorne(string code) => Verify.NoExceptionAsync($$"""
        internal static class News
        {
            [Daemon(Interval = )]
            internal static void Fetch(CancellationToken, DaemonContext daemon, )
            {
                {{code}}
        """);

    private static Task InProgramAsync(string code, string other) => Verify.ProgramAsync(
        $$"""
        internal static partial class News
        {
            [Daemon(Interval = "1s")]
            internal static void Fetch()
            {
                {{code}}
            }
        }
        """,
        other);
}
