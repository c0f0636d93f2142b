using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Tests.Infrastructure;

/// <summary>What the steps of the generator did in the run after an edit.</summary>
internal static class Steps
{
    public static IncrementalStepRunReason[] Reasons(GeneratorRunResult result, string step) =>
        [.. result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];

    /// <summary>The transforms of the marked methods ran, gave what they had given, and nothing else ran.</summary>
    public static void AssertOnlyTransformsRan(GeneratorRunResult result, int daemons)
    {
        // The two that begin at the compilation, which is a new one after every edit.
        Assert.Equal(daemons, Reasons(result, TrackingNames.Parse).Length);
        Assert.All(Reasons(result, TrackingNames.Parse), reason => Assert.Equal(IncrementalStepRunReason.Unchanged, reason));
        Assert.Equal([IncrementalStepRunReason.Unchanged], Reasons(result, TrackingNames.Assembly));

        // Cached is more than unchanged: the step did not run.
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(result, TrackingNames.Collect));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(result, TrackingNames.Options));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(result, TrackingNames.Program));
        Assert.All(
            result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }
}
