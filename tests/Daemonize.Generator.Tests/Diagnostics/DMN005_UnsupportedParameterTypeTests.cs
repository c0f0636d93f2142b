using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN005_UnsupportedParameterTypeTests
{
    [Fact]
    public Task SuppliedParametersAreFine() => Verify.MembersAsync(
        "[Daemon] internal static void Fetch(ILogger? logger, DaemonContext daemon, CancellationToken stopping = default) { }");

    [Theory]
    [InlineData("object")]
    [InlineData("ILogger<string>")]
    [InlineData("CancellationToken?")]
    [InlineData("CancellationToken[]")]
    [InlineData("int[][]")]
    [InlineData("int[,]")]
    [InlineData("int?[]")]
    [InlineData("System.Collections.Generic.List<int>")]
    [InlineData("System.Type")]
    [InlineData("dynamic")]
    [InlineData("Action")]
    [InlineData("(int, int)")]
    public Task OtherTypeIsReported(string type) =>
        Verify.MembersAsync($"[Daemon] internal static void Fetch({{|DMN005:{type}|}} value) {{ }}");

    [Theory]
    [InlineData("string")]
    [InlineData("bool")]
    [InlineData("int")]
    [InlineData("ulong?")]
    [InlineData("nint")]
    [InlineData("char")]
    [InlineData("decimal")]
    [InlineData("Half")]
    [InlineData("Int128")]
    [InlineData("System.Numerics.BigInteger")]
    [InlineData("DayOfWeek")]
    [InlineData("DayOfWeek?")]
    [InlineData("TimeSpan")]
    [InlineData("DateTimeOffset")]
    [InlineData("DateTime")]
    [InlineData("DateOnly")]
    [InlineData("TimeOnly")]
    [InlineData("Uri")]
    [InlineData("System.IO.FileInfo")]
    [InlineData("System.IO.DirectoryInfo")]
    [InlineData("Guid")]
    [InlineData("System.Net.IPAddress")]
    [InlineData("System.Net.IPAddress[]")]
    [InlineData("params string[]")]
    [InlineData("System.Collections.Generic.IReadOnlyList<int>")]
    [InlineData("System.Collections.Generic.IEnumerable<DayOfWeek>")]
    public Task WhatCanBeReadFromTextIsFine(string type) => Verify.MembersAsync($"[Daemon] internal static void Fetch({type} value) {{ }}");

    [Fact]
    public Task EveryUnsupportedParameterIsReported() =>
        Verify.MembersAsync("[Daemon] internal static void Fetch({|DMN005:object|} a, DaemonContext daemon, {|DMN005:object|} b) { }");

    [Fact]
    public Task ParsableOfAnotherTypeIsReported() => Verify.ProgramAsync("""
        internal abstract class Base : System.IParsable<Derived>
        {
            public static Derived Parse(string s, IFormatProvider? provider) => new();
            public static bool TryParse(string? s, IFormatProvider? provider, out Derived result) { result = new(); return true; }
        }

        internal sealed class Derived : Base;

        internal static class News
        {
            [Daemon] internal static void Fetch({|DMN005:Base|} one, Derived other) { }
        }
        """);

    [Theory]
    [InlineData("ref")]
    [InlineData("in")]
    public Task ParameterByReferenceIsReported(string modifier) =>
        Verify.MembersAsync($"[Daemon] internal static void Fetch({{|DMN005:{modifier}|}} CancellationToken stopping) {{ }}");

    [Fact]
    public Task OutParameterIsReported() =>
        Verify.MembersAsync("[Daemon] internal static void Fetch({|DMN005:out|} CancellationToken stopping) => stopping = default;");

    [Fact]
    public Task SecondParameterOfOneTypeIsReported() =>
        Verify.MembersAsync(
            "[Daemon] internal static void Fetch(ILogger first, CancellationToken stopping, {|DMN005:ILogger|} second) { }");

    [Fact]
    public Task UnknownTypeIsLeftToTheCompiler() =>
        Verify.MembersAsync("[Daemon] internal static void Fetch({|CS0246:Nowhere|} value) { }");
}
