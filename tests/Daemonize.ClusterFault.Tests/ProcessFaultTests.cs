namespace Daemonize.ClusterFault.Tests;

/// <summary>The owner is killed, stopped, or paused.</summary>
public sealed class ProcessFaultTests(PostgreSqlServer server) : FaultTest(server)
{
    [Fact]
    public async Task KilledOwnerIsReplacedWithinItsLeaseAndTwoSeconds()
    {
        var (first, second) = (CreateMachine("shared"), CreateMachine("shared"));
        await first.StartAsync("leader");
        await second.StartAsync("follower");
        var (owner, other) = (first, second);
        for (var round = 0; round < 3; round++)
        {
            await owner.BeginsAsync(2);
            await owner.KillAsync();
            var killed = CommonClock.Now;
            var next = await NextBeginAsync(killed);
            Assert.True(next.At - killed <= Lease + (2 * Second), $"{next.At - killed} us after the kill");
            await owner.StartAsync("follower");
            (owner, other) = (other, owner);
        }

        AssertPromises();
        await AssertNoneIsLostAsync();
    }

    /// <summary>Another process looks once a minute.</summary>
    [Fact]
    public async Task OwnerAndDeputyKilledTogetherAreReplacedWithinAMinuteMore()
    {
        var machines = new[] { CreateMachine("shared"), CreateMachine("shared"), CreateMachine("shared") };
        await machines[0].StartAsync("leader");
        await machines[1].StartAsync("follower");
        await machines[2].StartAsync("follower");
        await machines[0].BeginsAsync(2);
        await Task.WhenAll(machines[0].KillAsync(), machines[1].KillAsync());
        var killed = CommonClock.Now;
        var next = await NextBeginAsync(killed, limit: TimeSpan.FromSeconds(90));
        Assert.True(next.At - killed <= Lease + (62 * Second), $"{next.At - killed} us after the kill");
        AssertPromises();
        await AssertNoneIsLostAsync();
    }

    [Fact]
    public async Task StoppedOwnerIsReplacedAtTheNextSlot()
    {
        var (first, second) = (CreateMachine("shared"), CreateMachine("shared"));
        await first.StartAsync("leader");
        await second.StartAsync("follower");
        await first.BeginsAsync(2);
        await first.StopAsync();
        await second.BeginsAsync(2);
        var begun = second.Begins[0];
        Assert.Equal(first.Begins[^1].Slot + 1000, begun.Slot);

        // 150 ms on a machine that does nothing else. In any case before the next slot.
        Assert.InRange(CommonClock.ToUnix(begun.At) - begun.Slot, -1, 1000);
        AssertPromises();
        await AssertNoneIsLostAsync();
    }

    /// <summary>The kernel ends a process that is stopped in a tick, before the lease ends.</summary>
    [Theory]
    [InlineData("shared")]
    [InlineData("deaf")]
    public async Task PausedOwnerIsKilledBeforeAnotherBegins(string name)
    {
        var (first, second) = (CreateMachine(name), CreateMachine(name));
        var held = await first.StartInTickAsync();
        await second.StartAsync("follower");
        using var owner = ProcessHandle.Open(first.Pid);
        owner.Signal(Machine.SigStop);
        var paused = CommonClock.Now;
        await owner.WaitForEndAsync();
        await second.BeginsAsync(2);
        Assert.Equal(held, first.Events[^1]);
        Assert.True(second.Begins[0].At - paused < Lease + (2 * Second));
        AssertPromises();
        await AssertNoneIsLostAsync();
    }

    /// <summary>The process cannot say why it ends, but has left that for its watcher.</summary>
    [Fact]
    public async Task WatcherReportsTheLostLeaseOfAPausedOwner()
    {
        var (first, second) = (CreateMachine("deaf"), CreateMachine("deaf"));
        var held = await first.StartInTickAsync("--restart", "on-failure", "--restart-delay", "1s");
        await second.StartAsync("follower");
        using var owner = ProcessHandle.Open(first.Pid);
        owner.Signal(Machine.SigStop);
        await owner.WaitForEndAsync();
        var reason = $"lost its lease while a tick was running ({FirstProcessTests.Describe(held)})";
        await first.LogsAsync($"deaf: {reason}; killed by the kernel (Fence); is started again in 1s (restart 1)\n");
        await second.BeginsAsync(2);
        await first.StatusAsync("follows ");
        Assert.Contains(reason, (await first.RunAsync("status", "--format", "json")).Output, StringComparison.Ordinal);
        Assert.NotEqual(owner.Pid, first.Pid);
        AssertPromises();
        await AssertNoneIsLostAsync();
    }

    [Fact]
    public async Task WatcherReportsNoLostLeaseForAnotherKill()
    {
        var first = CreateMachine("deaf");
        await first.StartInTickAsync("--restart", "on-failure", "--restart-delay", "1s");
        await first.KillAsync();
        await first.LogsAsync("deaf: was killed by SIGKILL; is started again in 1s (restart 1)\n");
        Assert.DoesNotContain("lost its lease", first.Files.Log, StringComparison.Ordinal);
        await first.StatusAsync("killed by SIGKILL");
    }

    /// <summary>
    /// What the fence is for: without it, the tick goes on next to that of another machine. Only the token tells them apart.
    /// </summary>
    [Fact]
    public async Task PausedOwnerWithoutAFenceRunsNextToItsSuccessor()
    {
        var (first, second) = (CreateMachine("deaf"), CreateMachine("deaf"));
        var held = await first.StartInTickAsync("--no-fence");
        await second.StartAsync("follower", "--no-fence");
        using var owner = ProcessHandle.Open(first.Pid);
        owner.Signal(Machine.SigStop);
        var next = await second.BeginsAsync(1);
        owner.Signal(Machine.SigContinue);
        await first.LogsAsync($"lost its lease while a tick was running (token {held.Token})");
        Assert.False(owner.HasEnded);
        Assert.Equal("overlap", next.What);
        Assert.True(next.Token > held.Token);
        first.LetGo();
        await Wait.UntilAsync(() => first.Events[^1].What == "heard", "the tick of the first has ended");
        Assert.True(first.Events[^1].At > next.At);
        await first.StatusAsync("follows");
        var slots = Begins.ConvertAll(static one => one.Slot);
        Assert.Equal(slots.Distinct(), slots);
    }
}
