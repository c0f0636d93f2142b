using Npgsql;

namespace Daemonize.ClusterFault.Tests;

/// <summary>A daemon that ends its slot in the transaction that writes the result.</summary>
public sealed class ExactlyOnceTests(PostgreSqlServer server) : FaultTest(server)
{
    /// <summary>Kills the owner in each part of its transaction: before, in, and after it.</summary>
    [Fact]
    [Trait(LongRounds.Trait, "long")]
    public async Task EachSlotHasItsResultOnceHoweverOftenItsOwnerIsKilled()
    {
        await ExecuteAsync("CREATE TABLE effect (slot bigint NOT NULL, attempt int NOT NULL)");
        var machines = new[] { CreateMachine("exact"), CreateMachine("exact") };
        await machines[0].StartAsync("leader");
        await machines[1].StartAsync("follower");
        var slot = 0L;
        for (var round = 0; round < LongRounds.Of(2); round++)
        {
            foreach (var part in (string[])["begin", "inserted", "ended", "committed", "end"])
            {
                slot = await KillAsync(machines, part, slot);
            }
        }

        await Wait.UntilAsync(
            () => Array.Exists(machines, machine => machine.Events.Exists(one => one.IsEnd && one.Slot > slot)), "the next slot has ended");
        await machines[0].StopAsync();
        await machines[1].StopAsync();
        var effects = await EffectsAsync();
        var begins = Begins;
        Assert.Equal(effects.ConvertAll(static one => one.Slot).Distinct(), effects.ConvertAll(static one => one.Slot));
        Assert.Equal(begins.Select(static one => one.Slot).Distinct().Order(), effects.ConvertAll(static one => one.Slot));

        // What is in the table was the last attempt: none that has ended is run again.
        Assert.Equal(
            begins.GroupBy(static one => one.Slot).Select(static one => one.Max(static tick => tick.Attempt)),
            effects.ConvertAll(static one => one.Attempt));
        Assert.Contains(effects, static one => one.Attempt > 1);
        AssertPromises(mayRerun: true);
        await AssertNoneIsLostAsync();
    }

    /// <summary>Kills the owner as soon as a slot after another has come to a part, and starts it again. Returns the slot.</summary>
    private static async Task<long> KillAsync(Machine[] machines, string part, long after)
    {
        Event? found = null;
        await Wait.UntilAsync(
            () => (found = machines.SelectMany(static machine => machine.Events.FindAll(one => one.Pid == machine.Pid))
                .FirstOrDefault(one => one.What == part && one.Slot > after)) is not null,
            $"a slot after {after} has come to '{part}'");
        var owner = Array.Find(machines, machine => machine.Pid == found!.Pid)!;
        await owner.KillAsync();
        await owner.StartAsync("");
        return owner.Events[^1].Slot;
    }

    private async Task<List<(long Slot, int Attempt)>> EffectsAsync()
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand("SELECT slot, attempt FROM effect ORDER BY slot", connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<(long Slot, int Attempt)> effects = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            effects.Add((reader.GetInt64(0), reader.GetInt32(1)));
        }

        return effects;
    }
}
