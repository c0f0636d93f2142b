namespace Daemonize.Tests.Clustering;

/// <summary>
/// Thousands of histories of the decisions, none of which may break a promise; and each planted bug, which must break one. More of them run
/// in eng/torture.
/// </summary>
public static class SimulationTests
{
    private const int SeedsForBug = 4000;

    /// <summary>The number of histories; eng/torture sets more.</summary>
    internal static int Seeds =>
        Environment.GetEnvironmentVariable("CLUSTER_SEEDS") is { Length: > 0 } seeds ? int.Parse(seeds, null) : 20_000;

    internal static int FirstSeed =>
        Environment.GetEnvironmentVariable("CLUSTER_FIRST_SEED") is { Length: > 0 } seed ? int.Parse(seed, null) : 0;

    [Fact]
    public static void NoHistoryBreaksAPromise()
    {
        var starts = 0L;
        Parallel.For(FirstSeed, FirstSeed + Seeds, seed =>
        {
            var history = new Simulation(new SimulationPlan(seed, PlantedBug.None)).Run();
            Assert.True(history.Violation is null, history.Violation is null ? "" : TextOf(seed));
            Interlocked.Add(ref starts, history.Starts);
        });
        Assert.True(starts > Seeds * 10L, $"only {starts} ticks in {Seeds} histories");
    }

    /// <summary>Histories that have found a mistake, once in hundreds of thousands.</summary>
    [Theory]
    [InlineData(1_186_679)]
    [InlineData(1_486_506)]
    public static void RareHistoryBreaksNoPromise(int seed) =>
        Assert.True(new Simulation(new SimulationPlan(seed, PlantedBug.None)).Run().Violation is null, TextOf(seed));

    [Theory]
    [MemberData(nameof(Bugs))]
    public static void EachPlantedBugIsFound(string bug)
    {
        var planted = Enum.Parse<PlantedBug>(bug);
        for (var seed = 0; seed < SeedsForBug; seed++)
        {
            if (new Simulation(new SimulationPlan(seed, planted)).Run().Violation is not null)
            {
                return;
            }
        }

        Assert.Fail($"{SeedsForBug} histories did not find it");
    }

    /// <summary>Runs a history again, with its lines.</summary>
    private static string TextOf(int seed) => new Simulation(new SimulationPlan(seed, PlantedBug.None), isRecorded: true).Run().Text;

    public static TheoryData<string> Bugs() =>
        new(Enum.GetNames<PlantedBug>().Where(static name => name != nameof(PlantedBug.None)));
}
