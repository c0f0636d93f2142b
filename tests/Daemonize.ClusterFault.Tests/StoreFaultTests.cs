namespace Daemonize.ClusterFault.Tests;

/// <summary>The server hangs: it keeps its connections, and answers nothing.</summary>
public sealed class StoreFaultTests(PostgreSqlServer server) : FaultTest(server), IClassFixture<PostgreSqlServer>
{
    [Fact]
    public async Task NothingBeginsWhileTheStoreHangsAndAllGoesOnAfterwards()
    {
        var (first, second, late) = (CreateMachine("shared"), CreateMachine("shared"), CreateMachine("shared"));
        var held = await first.StartInTickAsync();
        await second.StartAsync("follower");
        Server.Process.Pause();
        long resumed;
        try
        {
            var paused = CommonClock.Now;
            await Wait.UntilAsync(() => first.Events[^1].IsEnd, "the running tick has ended");
            var end = first.Events[^1];
            Assert.Equal(("heard", held.Slot), (end.What, end.Slot));
            Assert.True(end.At - paused < Lease, $"the tick ended {end.At - paused} us after the last answer");
            first.LetGo();
            await first.StatusAsync("waits for the store");
            await second.StatusAsync("waits for the store");
            await AssertStaysAsync(second);

            // On a busy machine, the command's own limit may come first.
            Assert.Matches(
                "(did not answer within 2s; is it running and reachable\\?|was not ready within 3s )",
                (await late.RunAsync("start", "--start-timeout", "3s")).FailsInOneLine(Machine.Program, 1).Error);
            Assert.Equal([held], Begins);
        }
        finally
        {
            resumed = CommonClock.Now;
            Server.Process.Resume();
        }

        await NextBeginAsync(resumed, count: 3);
        await first.LogsAsync("the store answers again");
        await late.StartAsync("follower");
        AssertPromises();
        await AssertNoneIsLostAsync();
    }

    /// <summary>A restart would end a process that can wait, for one that cannot start.</summary>
    private static async Task AssertStaysAsync(Machine machine)
    {
        var pid = machine.Files.Pid;
        var refusal = (await machine.RunAsync("restart", "--start-timeout", "1s")).FailsInOneLine(Machine.Program, 1).Error;
        Assert.Contains("shared is not restarted: its store (", refusal, StringComparison.Ordinal);
        Assert.Equal(pid, machine.Files.Pid);
        await machine.StatusAsync("waits for the store");
    }
}
