using Daemonize.Tool.Doctor;
using Daemonize.Tool.Doctor.Starting;

namespace Daemonize.Tool.Tests.Doctor;

/// <summary>Real daemons that pass the checks of a start, and real ones that do not.</summary>
public sealed class StartCheckTests : StartTest
{
    /// <summary>As root, so in a pid namespace. A daemon that writes nothing has no rotation, and two seconds are no steady time.</summary>
    [Fact]
    public void DaemonThatTicksPasses()
    {
        RequiresRoot.Check();
        var items = Make(Daemon("tick"), [.. StartExamination.AllIds.Except(["S18", "S20"])]);
        Assert.All(items, Passes);
    }

    [Fact]
    public void DaemonThatRunsOncePasses() => Assert.All(Make(Daemon("wait"), "S6", "S8", "S9", "S13", "S14", "S15", "S20"), Passes);

    /// <summary>Its watcher is its parent, and starts it again if it is ended in another way than by a stop.</summary>
    [Fact]
    public void WatchedDaemonPasses() =>
        Assert.All(Make(Daemon("wait", "--restart=always"), "S1", "S3", "S4", "S6", "S12", "S13", "S15", "S16", "S17"), Passes);

    [Fact]
    public void InstancePasses() => Assert.All(Make(Daemon("wait:1"), "S1", "S3", "S6", "S10", "S13", "S15", "S17"), Passes);

    [Fact]
    public void DaemonWithAUserPasses()
    {
        RequiresRoot.Check();
        Assert.All(Make(Daemon("wait", "--user=nobody"), "S1", "S5", "S6", "S12", "S13", "S15", "S16", "S17", "S19"), Passes);
    }

    [Fact]
    public void StartThatFailsIsFoundAndTheRestIsNotKnown()
    {
        Sandbox.Environment["TESTAPP_EXIT_CODE"] = "5";
        var items = Make(Daemon("hasty"), "S1", "S12");
        Assert.Contains("it does not start: 'start' ", items[0].Result.Finding, StringComparison.Ordinal);
        Assert.Equal(CheckOutcome.NotKnown, items[1].Result.Outcome);
    }

    [Fact]
    public void WrongWorkingDirectoryIsFound() => Finds(Daemon("wander"), "S6", "L5: working directory is /usr, and should be /");

    [Fact]
    public void SkippedSlotsAreFound() => Finds(Daemon("slowpoke"), "S8", "of its first slots have no tick");

    [Fact]
    public void RelativePathIsFound() => Finds(Daemon("relative"), "S9", "looks for a file in its working directory (/)");

    [Fact]
    public void MethodThatDoesNotEndIsFound() => Finds(Daemon("deaf"), "S13", "does not end it in time: did not stop within 1s");

    [Fact]
    public void DeafTickIsFoundWithItsReport() =>
        Finds(Daemon("deaf-tick"), "S14", "it still runs after StopTimeout (1s); its last report is \"waiting for the press\"");

    [Fact]
    public void ChildInAnotherSessionIsARemark() =>
        Finds(Daemon("runaway"), "S15", "1 process in another session still run", Severity.Remark);

    [Fact]
    public void ChildrenOfTheSessionPass() => Passes(Make(Daemon("parent"), "S15").Single());

    [Fact]
    public void RotationPasses() => Passes(Make(Daemon("babble"), "S18").Single());

    [Fact]
    public void DescriptorsThatPileUpAreFound() => Finds(Daemon("leaky"), "S20", "its descriptors pile up: ");

    [Fact]
    public void ServiceOfAnotherUserIsNotStarted()
    {
        var daemon = Daemon("wait") with { Owner = new(4711, 4711) };
        var item = Make(daemon, "S1").Single();
        Assert.Equal(CheckOutcome.NotKnown, item.Result.Outcome);
        Assert.Contains("run the tool as that user", item.Result.Finding, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Sandbox.RuntimeDirectory));
    }
}
