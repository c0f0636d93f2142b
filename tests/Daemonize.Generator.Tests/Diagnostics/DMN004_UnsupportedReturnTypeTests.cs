using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN004_UnsupportedReturnTypeTests
{
    [Theory]
    [InlineData("void")]
    [InlineData("int")]
    [InlineData("Task")]
    [InlineData("ValueTask")]
    [InlineData("Task<int>")]
    [InlineData("ValueTask<Int32>")]
    public Task SupportedTypeIsFine(string type) =>
        Verify.MembersAsync($"[Daemon] internal static {type} Fetch() => throw new Exception();");

    [Theory]
    [InlineData("string")]
    [InlineData("int?")]
    [InlineData("long")]
    [InlineData("object")]
    [InlineData("Task<string>")]
    [InlineData("Task<Task<int>>")]
    [InlineData("ValueTask<bool>")]
    [InlineData("System.Collections.Generic.IAsyncEnumerable<int>")]
    [InlineData("ref int")]
    public Task OtherTypeIsReported(string type) =>
        Verify.MembersAsync($"[Daemon] internal static {{|DMN004:{type}|}} Fetch() => throw new Exception();");

    [Fact]
    public Task UnknownTypeIsLeftToTheCompiler() =>
        Verify.MembersAsync("[Daemon] internal static {|CS0246:Nowhere|} Fetch() => throw new Exception();");

    [Theory]
    [InlineData("ref int")]
    [InlineData("Span<int>")]
    public Task WhatDoesNotOutliveTheCallIsNoResult(string type) => Verify.MembersAsync($$"""
        [Daemon(OnResult = nameof(Store))] internal static {|DMN004:{{type}}|} Fetch() => throw new Exception();
        internal static void Store(object value) { }
        """);
}
