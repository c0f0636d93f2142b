using Daemonize.Cluster;
using Daemonize.Clustering;

namespace Daemonize.Tests.Clustering;

/// <summary>The way to the store: requests and replies take their time, come late, or are lost.</summary>
internal sealed class SimulatedNetwork(Simulation world)
{
    private const long Millisecond = TimeSpan.TicksPerMillisecond;

    public bool IsStoreDown { get; set; }

    /// <summary>Sends a request; the reply comes later, or never.</summary>
    public void Send(SimulatedHost host, SimulatedProcess process, StoreCall call, Action<LeaseReply?, bool> answer)
    {
        var isFaulty = world.Time < world.Plan.Heals;
        if (!IsLost(host, isFaulty))
        {
            world.After(Travel(isFaulty), () => Arrive(host, process, call, answer, isFaulty));
        }
    }

    private void Arrive(SimulatedHost host, SimulatedProcess process, StoreCall call, Action<LeaseReply?, bool> answer, bool isFaulty)
    {
        if (!IsStoreDown)
        {
            var reply = world.Store.Carry(call, process.Me, process.Name, world.Plan.Lease / Millisecond, world.StoreNow);
            if (!IsLost(host, isFaulty))
            {
                var hasRefusedOwner = world.Store.HasRefusedOwner;
                world.After(Travel(isFaulty), () => answer(reply, hasRefusedOwner));
            }
        }
    }

    private bool IsLost(SimulatedHost host, bool isFaulty) =>
        host.IsCutOff || (isFaulty && world.Plan.Random.NextDouble() < world.Plan.LossRate);

    /// <summary>Gets how long a request or a reply is on its way: now and then, much longer than anybody waits for it.</summary>
    private long Travel(bool isFaulty) => isFaulty && world.Plan.Random.NextDouble() < world.Plan.LateRate
        ? world.Plan.Between(0, 25_000 * Millisecond)
        : Travel();

    private long Travel() => world.Plan.Between(Millisecond / 10, world.Plan.Random.Next(20) == 0 ? 80 * Millisecond : 3 * Millisecond);
}
