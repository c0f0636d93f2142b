using System.Runtime.CompilerServices;
using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests;

/// <summary>Half-typed code causes no exception: every prefix of a program, and thousands of mutations.</summary>
public sealed class RobustnessTests
{
    private const int Mutations = 2000;

    // The analyzers take longer than the generator, so only the generator sees every source.
    private const int AnalyzedPrefix = 47;
    private const int AnalyzedMutation = 41;
    private const int FixedMutation = 50;

    public static TheoryData<string> Sources => ["sample", "rich"];

    [Theory]
    [MemberData(nameof(Sources))]
    public void EveryPrefixIsGenerated(string source)
    {
        var text = Read(source);
        Each(text.Length + 1, 1, length =>
        {
            // All prefixes within one indentation are the same to the compiler.
            if (length < 2 || !char.IsWhiteSpace(text[length - 1]) || !char.IsWhiteSpace(text[length - 2]))
            {
                Robust.Generate(text[..length]);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public Task PrefixesAreAnalyzed(string source)
    {
        var text = Read(source);
        return EachAsync(text.Length + 1, AnalyzedPrefix, length => Robust.AnalyzeAsync(text[..length]));
    }

    [Fact]
    public void EveryMutationIsGenerated() => Each(Mutations, 1, seed => Robust.Generate(Mutate(seed)));

    [Fact]
    public Task MutationsAreAnalyzed() => EachAsync(Mutations, AnalyzedMutation, seed => Robust.AnalyzeAsync(Mutate(seed)));

    /// <summary>Removes the call from the entry point of the rich source, so that the code fixes have diagnostics to fix.</summary>
    [Fact]
    public async Task MutationsAreFixed()
    {
        var applied = 0;
        var source =
            RichSource.Text.Replace("TryRun", "Equals", StringComparison.Ordinal).Replace("1h30m", "1h 30m", StringComparison.Ordinal);
        await EachAsync(
            Mutations, FixedMutation, async seed => Interlocked.Add(ref applied, await Fixes.ApplyAllAsync(Mutation.Of(source, seed))));
        Assert.InRange(applied, 100, int.MaxValue);
    }

    [Fact]
    public Task NonsenseInEverySettingIsAnalyzed() => EachAsync(Mutation.Nonsense.Length, 1, i => Robust.AnalyzeAsync($$"""
        internal static class News
        {
            [Daemon({{Mutation.Nonsense[i]}})] internal static void A() { }
            [Daemon({{Mutation.Nonsense[i]}} = "x")] internal static void B() { }
            [Daemon(Unknown = {{Mutation.Nonsense[i]}})] internal static void C() { }
            {{string.Join("\n", Settings.Select(setting => $"[Daemon({setting} = {Mutation.Nonsense[i]})] internal static void D{setting}() {{ }}"))}}
            {{string.Join("\n", Settings.Select(setting => $"[Daemon({setting} = {Mutation.Nonsense[i]}, Scope = DaemonScope.Cluster)] internal static void E{setting}() {{ }}"))}}
        }
        """));

    [Fact]
    public void MutationsDiffer() =>
        Assert.InRange(Enumerable.Range(0, Mutations).Select(Mutate).Distinct().Count(), Mutations * 0.9, Mutations);

    private static IEnumerable<string> Settings =>
        typeof(DaemonAttribute).GetProperties().Where(property => property.CanWrite).Select(property => property.Name);

    private static void Each(int count, int step, Action<int> test) =>
        Parallel.For(0, (count + step - 1) / step, i => test(i * step));

    private static Task EachAsync(int count, int step, Func<int, Task> test) =>
        Parallel.ForAsync(0, (count + step - 1) / step, TestContext.Current.CancellationToken, async (i, _) => await test(i * step));

    private static string Mutate(int seed) => Mutation.Of(seed % 2 == 0 ? RichSource.Text : Sample, seed);

    private static readonly string Sample = File.ReadAllText(Path.Combine(Root(), "samples", "NewsApp", "News.cs"));

    private static string Read(string source) => source == "rich" ? RichSource.Text : Sample;

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
