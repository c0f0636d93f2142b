using Daemonize.Launch;
using Daemonize.Scheduling;

namespace Daemonize.Tests.Launch;

/// <summary>When a daemon is restarted, and when restarts end.</summary>
public sealed class RestartBudgetTests
{
    private static readonly BackOff Waits = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    [Fact]
    public void WaitsDoubleUpToTheLongest()
    {
        var budget = new RestartBudget(Waits, max: 0, TimeSpan.FromMinutes(10));
        Assert.Equal(
            [1, 2, 4, 5, 5], Enumerable.Range(0, 5).Select(second => budget.TryTake(TimeSpan.FromSeconds(second))!.Value.TotalSeconds));
    }

    [Fact]
    public void ThereAreSoManyWithinTheWindow()
    {
        var budget = new RestartBudget(Waits, max: 2, TimeSpan.FromSeconds(10));
        Assert.NotNull(budget.TryTake(TimeSpan.FromSeconds(0)));
        Assert.NotNull(budget.TryTake(TimeSpan.FromSeconds(9)));
        Assert.Null(budget.TryTake(TimeSpan.FromSeconds(9.9)));
    }

    [Fact]
    public void OneThatIsOlderThanTheWindowCountsForNothing()
    {
        var budget = new RestartBudget(Waits, max: 2, TimeSpan.FromSeconds(10));
        Assert.Equal(1, budget.TryTake(TimeSpan.FromSeconds(0))!.Value.TotalSeconds);
        Assert.Equal(2, budget.TryTake(TimeSpan.FromSeconds(5))!.Value.TotalSeconds);
        Assert.Equal(2, budget.TryTake(TimeSpan.FromSeconds(10))!.Value.TotalSeconds);
        Assert.Equal(1, budget.TryTake(TimeSpan.FromSeconds(30))!.Value.TotalSeconds);
    }

    /// <summary>A daemon that crashes for years must neither fill the memory nor get shorter delays.</summary>
    [Fact]
    public void WithoutALimitThereIsNoEnd()
    {
        var budget = new RestartBudget(Waits, max: 0, TimeSpan.FromDays(1000));
        Assert.All(
            Enumerable.Range(3, 10_000), second => Assert.True(budget.TryTake(TimeSpan.FromSeconds(second)) is { TotalSeconds: <= 5 }));
        Assert.Equal(5, budget.TryTake(TimeSpan.FromHours(10))!.Value.TotalSeconds);
    }
}
