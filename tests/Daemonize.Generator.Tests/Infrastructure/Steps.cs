using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Tests.Infrastructure;

/// <summary>The results of the generator's steps in the run after an edit.</summary>
internal static class Steps
{
    public static IncrementalStepRunReason[] Reasons(GeneratorRunResult result, string step) =>
        [.. result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];

    /// <summary>Asserts that the transforms of the marked methods ran with the same result as before, and that nothing else ran.</summary>
    public static void AssertOnlyTransformsRan(GeneratorRunResult result, int daemons)
    {
        // The two steps that begin at the compilation, which is new after every edit.
        Assert.Equal(daemons, Reasons(result, TrackingNames.Parse).Length);
        Assert.All(Reasons(result, TrackingNames.Parse), reason => Assert.Equal(IncrementalStepRunReason.Unchanged, reason));
        Assert.Equal([IncrementalStepRunReason.Unchanged], Reasons(result, TrackingNames.Assembly));

        // Cached means that the step did not run; Unchanged does not.
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(result, TrackingNames.Collect));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(result, TrackingNames.Options));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(result, TrackingNames.Program));
        Assert.All(
            result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }
}
