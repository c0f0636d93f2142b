namespace Daemonize.Cluster.Records;

/// <summary>
/// The pause after a write that another process was faster with: of many, each round has a winner, and the others spread.
/// </summary>
internal static class RecordConflict
{
    public static Task WaitAsync(int round, CancellationToken abandon) =>
        Task.Delay(Random.Shared.Next(1 << Math.Min(round, 6)), abandon);
}
