using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN213_CallbackMustFitTests
{
    [Theory]
    [InlineData("OnStart", "void Call(int number)")]
    [InlineData("OnStart", "void Call(ref CancellationToken stopping)")]
    [InlineData("OnStart", "void Call(ILogger one, ILogger two)")]
    [InlineData("OnStart", "void Call(StopReason reason)")]
    [InlineData("OnStart", "int Call()")]
    [InlineData("OnStart", "Task<int> Call()")]
    [InlineData("OnStart", "void Call<T>()")]
    [InlineData("OnStart", "async void Call()")]
    [InlineData("OnStart", "FailureAction Call()")]
    [InlineData("OnStop", "void Call(ILogger logger, StopReason reason)")]
    [InlineData("OnReload", "ref int Call()")]
    [InlineData("OnError", "void Call()")]
    [InlineData("OnError", "void Call(ILogger logger, Exception failure)")]
    [InlineData("OnError", "void Call(InvalidOperationException failure)")]
    [InlineData("OnError", "int Call(Exception failure)")]
    public Task OtherSignatureIsReported(string callback, string signature) => Verify.MembersAsync($$"""
        [Daemon({{callback}} = {|DMN213:nameof(Call)|})] internal static void Fetch() { }
        #pragma warning disable CS1998
        internal static {{signature}} => throw new Exception();
        """);

    [Theory]
    [InlineData("string", "string text")]
    [InlineData("string", "object text, ILogger logger")]
    [InlineData("string", "System.Collections.Generic.IEnumerable<char> text, CancellationToken stopping, DaemonContext daemon")]
    [InlineData("Task<string>", "IComparable text")]
    [InlineData("int", "int number")]
    [InlineData("int", "object number")]
    [InlineData("int", "int? number")]
    [InlineData("int?", "int number")]
    [InlineData("System.Collections.Generic.IAsyncEnumerable<Exception>", "object failure")]
    public Task ParameterThatAResultConvertsToIsFine(string type, string parameters) => Verify.MembersAsync($$"""
        [Daemon(OnResult = nameof(Store))] internal static {{type}} Fetch() => throw new Exception();
        internal static void Store({{parameters}}) { }
        """);

    [Theory]
    [InlineData("string", "int number")]
    [InlineData("int", "long number")]
    [InlineData("object", "string text")]
    [InlineData("Task<string>", "Task<string> text")]
    [InlineData("string", "")]
    [InlineData("string", "ILogger logger, string text")]
    [InlineData("string", "string text, string more")]
    public Task OtherParameterIsReported(string type, string parameters) => Verify.MembersAsync($$"""
        [Daemon(OnResult = {|DMN213:nameof(Store)|})] internal static {{type}} Fetch() => throw new Exception();
        internal static void Store({{parameters}}) { }
        """);

    [Fact]
    public Task OverloadThatFitsIsTaken() => Verify.MembersAsync("""
        [Daemon(OnResult = nameof(Store))] internal static string Fetch() => "";
        internal static void Store(int number) { }
        internal static void Store(string text) { }
        internal static int Store(string text, int number) => 0;
        """);

    [Fact]
    public Task OfOverloadsTheNearestIsTalkedAbout() => Verify.MessageAsync(
        "DMN213",
        "'Store' cannot be OnResult: it must return void, Task or ValueTask",
        """
        internal static class News
        {
            [Daemon(OnResult = nameof(Store))] internal static string Fetch() => "";
            internal static void Store<T>(T item) { }
            internal static int Store(string text) => 0;
            internal static void Store(int number) { }
        }
        """);

    [Fact]
    public Task InstanceMethodIsReported() => Verify.ProgramAsync("""
        internal sealed class News
        {
            [Daemon(OnStart = {|DMN213:nameof(Open)|})] internal static void Fetch() { }
            internal void Open() { }
        }
        """);

    [Fact]
    public Task UnknownTypeIsLeftToTheCompiler() => Verify.MembersAsync("""
        [Daemon(OnStart = nameof(Open))] internal static void Fetch() { }
        internal static void Open({|CS0246:Nowhere|} place) { }
        """);
}
