using System.Globalization;
using System.Text.RegularExpressions;

namespace Samples.Tests;

/// <summary>samples/Primes: work that is divided among instances.</summary>
public sealed partial class PrimesTests : EndToEndTest
{
    private const int Limit = 200_000;
    private const int Block = 5_000;
    private const int Primes = 17_984;

    [Fact]
    public async Task InstancesShareTheWorkOut()
    {
        DaemonFiles[] instances = [Sandbox.Daemon("count.1"), Sandbox.Daemon("count.2")];
        (await StartAsync("--instances", "2")).Succeeds();
        await AssertTotalAsync();
        await Sandbox.WaitUntilEmptyAsync(Wait.Limit);

        // Each instance has only its share, and together they have all.
        var shares = Array.ConvertAll(instances, BlocksOf);
        Assert.Equal(Enumerable.Range(0, Limit / Block).Where(block => block % 2 == 0), shares[0].Order());
        Assert.Equal(Enumerable.Range(0, Limit / Block).Where(block => block % 2 == 1), shares[1].Order());
        Assert.All(instances, instance => Assert.False(File.Exists(instance.PidFile)));
    }

    [Fact]
    public async Task WhatIsDoneIsNotDoneAgain()
    {
        var output = Path.Combine(Sandbox.OutputDirectory, "primes-00003.txt");
        await File.WriteAllTextAsync(output, $"{3 * Block} {4 * Block} 508\n", TestContext.Current.CancellationToken);
        (await StartAsync("--instances", "1")).Succeeds();
        await Wait.UntilAsync(() => Results().Count == Limit / Block, "every block has its file");
        await Sandbox.WaitUntilEmptyAsync(Wait.Limit);
        Assert.DoesNotContain(3, BlocksOf(Sandbox.Daemon("count")));
    }

    private Task<CommandResult> StartAsync(params string[] settings) => Sandbox.RunAsync(
        Sample.Primes, ["start", "--output", Sandbox.OutputDirectory, "--limit", $"{Limit}", "--block", $"{Block}", .. settings]);

    private async Task AssertTotalAsync()
    {
        await Wait.UntilAsync(() => Results().Count == Limit / Block, "every block has its file");
        Assert.Equal(Primes, Results().Sum(path => int.Parse(File.ReadAllText(path).Split(' ')[2], CultureInfo.InvariantCulture)));
    }

    private List<string> Results() => [.. Directory.EnumerateFiles(Sandbox.OutputDirectory, "primes-*.txt")];

    private static int[] BlocksOf(DaemonFiles instance) =>
        [.. DoneBlock().Matches(instance.Log).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];

    [GeneratedRegex("block (\\d+) has")]
    private static partial Regex DoneBlock();
}
