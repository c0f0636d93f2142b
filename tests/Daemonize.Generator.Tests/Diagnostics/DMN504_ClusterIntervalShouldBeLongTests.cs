using Daemonize.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN504_ClusterIntervalShouldBeLongTests
{
    private const string Rest = "AlignToClock = true, Scope = DaemonScope.Cluster";

    [Theory]
    [InlineData("999ms")]
    [InlineData("1ms")]
    [InlineData("00:00:00.5")]
    public async Task ShortIntervalIsAWarning(string interval)
    {
        var members = $"[Daemon(Interval = {{|DMN504:\"{interval}\"|}}, {Rest})] internal static void Fetch(CancellationToken stop) {{ }}";
        await Verify.MembersAsync(members);
        await Verify.SeverityAsync("DMN504", DiagnosticSeverity.Warning, Unmarked(members));
        Assert.Contains($"\"interval={interval}\",", GeneratorHost.Generate(Unmarked(members)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.5ms")]
    [InlineData("0.0001ms")]
    [InlineData("00:00:01.0000001")]
    public async Task PartOfAMillisecondIsAnError(string interval)
    {
        var source = Program($"Interval = \"{interval}\", {Rest}");
        await Verify.SeverityAsync("DMN504", DiagnosticSeverity.Error, source);
        var generated = GeneratorHost.Join(GeneratorHost.Run(GeneratorHost.Compile(source)).Result);
        Assert.DoesNotContain("interval=", generated, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Interval = \"1s\", AlignToClock = true, Scope = DaemonScope.Cluster")]
    [InlineData("Interval = \"1.5s\", AlignToClock = true, Scope = DaemonScope.Cluster")]
    [InlineData("Interval = \"off\", AlignToClock = true, Scope = DaemonScope.Cluster")]
    [InlineData("Interval = \"1.5ms\"")]
    public Task OtherIntervalIsFine(string settings) =>
        Verify.MembersAsync($"[Daemon({settings})] internal static void Fetch(CancellationToken stop) {{ }}");

    [Fact]
    public async Task MessageSaysWhy()
    {
        await Verify.MessageAsync(
            "DMN504", "Interval '5ms' is shorter than 1s: the store of a cluster is asked at each slot",
            Program($"Interval = \"5ms\", {Rest}"));
        await Verify.MessageAsync(
            "DMN504", "Interval '1.5ms' is not a whole number of milliseconds, as the slots of a cluster are",
            Program($"Interval = \"1.5ms\", {Rest}"));
    }

    private static string Program(string settings) =>
        $"internal static class News {{ [Daemon({settings})] internal static void Fetch(CancellationToken stop) {{ }} }}";

    private static string Unmarked(string members)
    {
        var text = members.Replace("{|DMN504:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal);
        return $"internal static class News {{ {text} }}";
    }
}
