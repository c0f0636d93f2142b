using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN215_MethodMustReturnResultTests
{
    [Theory]
    [InlineData("void")]
    [InlineData("Task")]
    [InlineData("ValueTask")]
    public Task MethodWithoutAResultIsReported(string type) => Verify.MembersAsync($$"""
        [Daemon(OnResult = {|DMN215:nameof(Store)|})] internal static {{type}} Fetch() => throw new Exception();
        internal static void Store(object value) { }
        """);

    [Fact]
    public Task AsyncVoidIsTheOnlyMistake() => Verify.MembersAsync("""
        [Daemon(OnResult = nameof(Store))] internal static async {|DMN006:void|} Fetch() => await Task.Yield();
        internal static void Store(object value) { }
        """);

    [Theory]
    [InlineData("int")]
    [InlineData("Task<int>")]
    [InlineData("string")]
    [InlineData("ValueTask<(int, string)>")]
    [InlineData("System.Collections.Generic.IAsyncEnumerable<string?>")]
    public Task ResultIsFine(string type) => Verify.MembersAsync($$"""
        [Daemon(OnResult = nameof(Store))] internal static {{type}} Fetch() => throw new Exception();
        internal static void Store(object value) { }
        """);
}
