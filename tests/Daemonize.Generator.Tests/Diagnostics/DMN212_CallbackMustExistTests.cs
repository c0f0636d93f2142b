using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN212_CallbackMustExistTests
{
    [Theory]
    [InlineData("OnError")]
    [InlineData("OnStart")]
    [InlineData("OnStop")]
    [InlineData("OnReload")]
    public Task NameOfNothingIsReported(string callback) =>
        Verify.MembersAsync($"[Daemon({callback} = {{|DMN212:\"Nothing\"|}})] internal static void Fetch() {{ }}");

    [Theory]
    [InlineData("nameof(Property)")]
    [InlineData("nameof(Other.Work)")]
    [InlineData("\"\"")]
    [InlineData("\"News.Fetch\"")]
    public Task WhatIsNoMethodOfTheTypeIsReported(string name) => Verify.MembersAsync($$"""
        internal static int Property => 1;
        internal static class Other { internal static void Work() { } }
        [Daemon(OnStart = {|DMN212:{{name}}|})] internal static void Fetch() { }
        """);

    [Fact]
    public Task HandlerOfResultsIsLookedForToo() => Verify.MembersAsync("""
        [Daemon(OnResult = {|DMN212:"Store"|})] internal static int Fetch() => 1;
        """);

    [Fact]
    public Task MethodOfAnotherPartOfTheTypeIsFine() => Verify.ProgramAsync(
        "internal static partial class News { [Daemon(OnStart = nameof(Open))] internal static void Fetch() { } }",
        "internal static partial class News { internal static void Open() { } }");
}
