namespace Daemonize.ClusterFault.Tests;

/// <summary>Machines whose wall clocks are wrong, one fast and one slow.</summary>
public sealed class ClockFaultTests(PostgreSqlServer server) : FaultTest(server)
{
    private const int Wrong = 20;

    [Fact]
    public async Task WrongClocksMakeNoSlotEarlyOrDouble()
    {
        var (fast, slow) = (CreateMachine("shared"), CreateMachine("shared"));
        await SetClockAsync(fast, Wrong);
        await SetClockAsync(slow, -Wrong);
        await fast.StartAsync("leader");
        await slow.StartAsync("follower");
        await fast.BeginsAsync(3);
        await fast.KillAsync();
        await slow.BeginsAsync(3);
        await fast.StartAsync("follower");
        await slow.StopAsync();
        await fast.BeginsAsync(3);
        Assert.All(fast.Begins, static one => AssertIsWrong(one, Wrong));
        Assert.All(slow.Begins, static one => AssertIsWrong(one, -Wrong));
        AssertPromises();
        await AssertNoneIsLostAsync();
    }

    private static void AssertIsWrong(Event one, int seconds) =>
        Assert.InRange(one.Wall - CommonClock.ToUnix(one.At), (seconds - 1) * 1000, (seconds + 1) * 1000);

    /// <summary>Moves the wall clock of all processes of a machine.</summary>
    private async Task SetClockAsync(Machine machine, int seconds)
    {
        var library = Path.Combine(Sandbox.Root, "clock_shift.so");
        if (!File.Exists(library))
        {
            (await Sandbox.ExecuteAsync(
                TestTools.Compiler, "-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-o", library,
                TestTools.Script("clock_shift.c"))).Succeeds();
        }

        machine.Sandbox.Environment["LD_PRELOAD"] = library;
        machine.Sandbox.Environment["CLOCK_SHIFT"] = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
