using Daemonize.Platform.Linux;
using Daemonize.Tool.Acting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Tests.Acting;

/// <summary>Several calls at a time.</summary>
public sealed class VerbQueueTests
{
    /// <summary>How long another call has the chance to begin that must not: it would begin at once.</summary>
    private static readonly TimeSpan Chance = TimeSpan.FromMilliseconds(300);

    [Fact]
    public void FourRunAtATimeAndNoFifth()
    {
        using var four = new CountdownEvent(4);
        using var five = new CountdownEvent(5);
        using var first = new ManualResetEventSlim();
        var begun = 0;
        var reported = RunAll(
            Enumerable.Range(0, 12).Select(static number => $"{number}"),
            _ =>
            {
                if (Interlocked.Increment(ref begun) is var number && number <= 4)
                {
                    five.Signal();
                    four.Signal();
                    Assert.True(four.Wait(Wait.Limit, TestContext.Current.CancellationToken));
                    if (number == 1)
                    {
                        Assert.False(five.Wait(Chance, TestContext.Current.CancellationToken));
                        first.Set();
                    }

                    Assert.True(first.Wait(Wait.Limit, TestContext.Current.CancellationToken));
                }
                else if (number == 5)
                {
                    five.Signal();
                }
            });
        Assert.Equal(12, reported.Count);
    }

    [Fact]
    public void OneRunsAtATimeForADaemon()
    {
        using var second = new ManualResetEventSlim();
        var begun = 0;
        var reported = RunAll(
            ["a", "a", "b", "c"],
            call =>
            {
                if (call.Key == "a" && Interlocked.Increment(ref begun) == 1)
                {
                    Assert.False(second.Wait(Chance, TestContext.Current.CancellationToken));
                }
                else if (call.Key == "a")
                {
                    second.Set();
                }
            });
        Assert.Equal(4, reported.Count);
    }

    private static List<VerbOutcome> RunAll(IEnumerable<string> keys, Action<VerbCall> run)
    {
        List<VerbOutcome> outcomes = [];
        List<Exception> failures = [];
        VerbQueue.RunAll(
            keys.Select(static key => new VerbCall(
                key, key, DaemonVerb.Stop, ["/bin/true"], ProcessOwner.OfThis, new NulTerminatedStrings(), TimeSpan.MaxValue)),
            call =>
            {
                try
                {
                    run(call);
                }
                catch (Exception exception)
                {
                    // Outside of the test's thread it would end the process.
                    lock (failures)
                    {
                        failures.Add(exception);
                    }
                }

                return new VerbOutcome(call.Name, 0, "", "");
            },
            outcomes.Add);
        Assert.Empty(failures);
        return outcomes;
    }
}
