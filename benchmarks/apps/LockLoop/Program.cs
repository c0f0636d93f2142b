using System.Runtime.InteropServices;
using ClusterNotes;
using Medallion.Threading.Postgres;

// The loop that is often written around a lock library: at each second of the wall clock, whoever gets the lock ticks and lets it go.
// It does not ask for HandleLostToken: the statement that then runs on the connection of the lock keeps the server from noticing that the
// process was killed, and nobody ticked for longer than a minute.
var theLock = new PostgresDistributedLock(
    new PostgresAdvisoryLockKey("tick", allowHashing: true), Tick.Variable("CLUSTER_DATABASE"));
using var stop = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stop.Cancel();
});
try
{
    while (true)
    {
        var slot = await WaitForSlotAsync(DateTimeOffset.UtcNow, stop.Token);
        await using var handle = await theLock.TryAcquireAsync(TimeSpan.Zero, stop.Token);
        if (handle is not null)
        {
            using var tick = Tick.Begin(slot);
            await tick.WorkAsync(stop.Token);
        }
    }
}
catch (OperationCanceledException)
{
    // Stopped.
}

static async Task<DateTimeOffset> WaitForSlotAsync(DateTimeOffset now, CancellationToken stop)
{
    var slot = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() + 1);

    // A timer may end a little before its time.
    for (; now < slot; now = DateTimeOffset.UtcNow)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling((slot - now).TotalMilliseconds)), stop);
    }

    return slot;
}
