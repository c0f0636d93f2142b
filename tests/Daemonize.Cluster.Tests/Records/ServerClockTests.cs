using Daemonize.Cluster.Records;

namespace Daemonize.Cluster.Tests.Records;

/// <summary>What can be known of a clock that shows whole seconds.</summary>
public sealed class ServerClockTests
{
    private readonly CountingTime _time = new();
    private readonly ServerClock _clock;
    private double _server = 1_764_313_526_881;

    public ServerClockTests() => _clock = new ServerClock(_time);

    [Fact]
    public void NoAnswerIsNoTime() => Assert.Throws<InvalidOperationException>(() => _clock.Now);

    /// <summary>L6, with clocks that run apart by 400 ppm and answers that take up to a second.</summary>
    [Fact]
    public void TimeIsNeverAheadAndAtMostASecondBehind()
    {
        var random = new Random(1);
        foreach (var drift in (double[])[-0.0004, 0, 0.0004])
        {
            for (var i = 0; i < 20_000; i++)
            {
                Ask(random.NextDouble() * 500, random.NextDouble() * 500, drift);
                Pass(random.NextDouble() * (i % 100 == 0 ? 600_000 : 3000), drift);
                // An answer is up to half a second old; a pause of ten minutes costs the drift of both directions.
                Assert.InRange(_server - _clock.Now, 0, 2200);
            }
        }
    }

    [Fact]
    public async Task RefinedTimeIsExactToATenthOfASecond()
    {
        var asked = 0;
        await _clock.RefineAsync(
            _ =>
            {
                asked++;
                // The pause of the clock itself takes no time here.
                Pass(25);
                Ask(2, 2);
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        Assert.InRange(_server - _clock.Now, 0, 100);
        Assert.InRange(asked, 2, 42);
        await _clock.RefineAsync(_ => { asked = 0; Ask(2, 2); return Task.CompletedTask; }, TestContext.Current.CancellationToken);
        Assert.Equal(0, asked);
    }

    [Theory]
    [InlineData(-3_600_000)]
    [InlineData(3_600_000)]
    [InlineData(-1500)]
    public void ClockThatWasSetIsFollowed(double difference)
    {
        for (var i = 0; i < 20; i++)
        {
            Ask(1, 1);
            Pass(130);
        }
        _server += difference;
        Ask(1, 1);
        Assert.InRange(_server - _clock.Now, 0, 1002);
    }

    private void Ask(double there, double back, double drift = 0)
    {
        var sent = _clock.GetTimestamp();
        Pass(there, drift);
        var date = DateTimeOffset.FromUnixTimeMilliseconds((long)(Math.Floor(_server / 1000) * 1000));
        Pass(back, drift);
        _clock.Add(date, sent);
    }

    private void Pass(double milliseconds, double drift = 0)
    {
        _time.Pass(milliseconds);
        _server += milliseconds * (1 + drift);
    }
}
