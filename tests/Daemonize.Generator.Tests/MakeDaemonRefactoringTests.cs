using Daemonize.CodeFixes;
using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests;

/// <summary><c>[Daemon]</c> is offered exactly where it would work.</summary>
public sealed class MakeDaemonRefactoringTests
{
    [Fact]
    public async Task MethodIsMarked()
    {
        var result = await Refactor.ApplyAsync<MakeDaemonRefactoring>("""
            internal static class News
            {
                // Keeps its comment.
                internal static async Task Fe$$tch(CancellationToken stopping) => await Task.Delay(1, stopping);
            }
            """);
        Assert.Equal("Make 'Fetch' a daemon", result?.Title);
        Assert.Equal(
            """
            internal static class News
            {
                // Keeps its comment.
                [Daemon]
                internal static async Task Fetch(CancellationToken stopping) => await Task.Delay(1, stopping);
            }
            """,
            result?.Source);
    }

    [Fact]
    public async Task UsingIsAddedAndOtherAttributesStay()
    {
        var result = await Refactor.ApplyAsync<MakeDaemonRefactoring>(
            """
            using System;

            public static class News
            {
                /// <summary>Fetches.</summary>
                [Obsolete]
                public static void $$Fetch() { }
            }
            """,
            withUsings: false);
        Assert.Equal(
            """
            using System;
            using Daemonize;

            public static class News
            {
                /// <summary>Fetches.</summary>
                [Daemon]
                [Obsolete]
                public static void Fetch() { }
            }
            """,
            result?.Source);
    }

    [Theory]
    [InlineData("internal static void $$M() { }")]
    [InlineData("internal static int M$$() => 0;")]
    [InlineData("public static ValueTask<int> M$$(DaemonContext daemon, ILogger logger, CancellationToken stopping) => new(0);")]
    [InlineData("internal static void $$M(string country, int count = 3, bool isQuiet = false, TimeSpan? age = null) { }")]
    [InlineData("internal static void $$M(DayOfWeek day, Uri uri, System.IO.FileInfo file, Guid id, params string[] words) { }")]
    public async Task SuitableMethodIsOffered(string method) => Assert.NotNull(await OfferAsync(method));

    [Theory]
    [InlineData("internal void $$M() { }")]
    [InlineData("private static void $$M() { }")]
    [InlineData("internal static void $$M<T>() { }")]
    [InlineData("internal static string $$M() => \"\";")]
    [InlineData("internal static async void $$M() => await Task.Yield();")]
    [InlineData("internal static ref int $$M() => throw new Exception();")]
    [InlineData("[Daemon] internal static void $$M() { }")]
    [InlineData("internal static void $$M(object thing) { }")]
    [InlineData("internal static void $$M(ref int number) { }")]
    [InlineData("internal static void $$M(string[][] words) { }")]
    [InlineData("internal static extern void $$M();")]
    [InlineData("internal static void $$Main() { }")]
    [InlineData("internal static void M() { $$ }")]
    [InlineData("internal static vo$$id M() { }")]
    [InlineData("internal static void M() { void $$Inner() { } }")]
    [InlineData("internal static void $$M(Unknown thing) { }")]
    [InlineData("internal static void $$(")]
    public async Task OtherMethodIsNot(string method) => Assert.Null(await OfferAsync(method));

    [Theory]
    [InlineData("internal class Outer<T> { internal static void $$M() { } }")]
    [InlineData("file class Outer { internal static void $$M() { } }")]
    [InlineData("internal static class Outer { internal static void $$M(this string text) { } }")]
    [InlineData("internal interface IOuter { static abstract void $$M(); }")]
    public async Task MethodThatGeneratedCodeCannotCallIsNot(string source) =>
        Assert.Null(await Refactor.ApplyAsync<MakeDaemonRefactoring>(source));

    private static Task<(string Title, string Source)?> OfferAsync(string method) =>
        Refactor.ApplyAsync<MakeDaemonRefactoring>($"internal class News {{ {method} }}");
}
