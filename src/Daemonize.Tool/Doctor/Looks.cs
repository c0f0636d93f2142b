using System.Text;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Doctor;

/// <summary>
/// Looks at what only time shows: three times, with a pause in between. Without a daemon that runs and a zombie, one look is enough.
/// </summary>
internal static class Looks
{
    public const int Count = 3;

    /// <summary>Half of the time for which process 1 may leave a zombie.</summary>
    public static readonly TimeSpan Pause = new(0, 0, 5);

    /// <summary>Adds the counts to the daemons, and returns the zombies that were there all the time.</summary>
    public static List<Zombie> Take(IReadOnlyList<ExaminedDaemon> daemons, TimeSpan pause)
    {
        var zombies = Look(daemons);
        if (zombies.Count == 0 && !daemons.Any(static daemon => daemon.Process is not null))
        {
            return [];
        }

        for (var look = 1; look < Count; look++)
        {
            Thread.Sleep(pause);
            zombies = [.. zombies.Intersect(Look(daemons))];
        }

        return zombies;
    }

    private static List<Zombie> Look(IReadOnlyList<ExaminedDaemon> daemons)
    {
        List<Zombie> zombies = [];
        Dictionary<int, int> children = [];
        ProcFs.ForEachProcess(pid =>
        {
            if (ProcFs.TryReadAll(ProcFs.PathOf(pid, "stat"), out _) is not { } text || ProcessStat.ParseAny(text) is not { } stat)
            {
                return;
            }

            if (stat.State != 'Z')
            {
                children[stat.ParentId] = children.GetValueOrDefault(stat.ParentId) + 1;
            }
            else if (stat.ParentId == 1 && (ThisProcess.IsRoot || ProcFs.TryReadUser(pid) == ThisProcess.UserId))
            {
                zombies.Add(new Zombie(pid, stat.StartTime, NameOf(text)));
            }
        });
        foreach (var daemon in daemons)
        {
            if (daemon.Process is { } process)
            {
                daemon.Counts.Add(CountsOf(process, children.GetValueOrDefault(process.Id)));
            }
        }

        return zombies;
    }

    private static ProcessCounts CountsOf(LiveProcess process, int children) => new(
        NumberedEntries.TryList(ProcFs.PathOf(process.Id, "fd"), [], [], out _)?.Count,
        NumberedEntries.TryList(ProcFs.PathOf(process.Id, "task"), [], [], out _)?.Count,
        children);

    /// <summary>Gets the second field of the line: the name, in brackets, which may itself contain brackets.</summary>
    private static string NameOf(ReadOnlySpan<byte> stat) =>
        stat.IndexOf((byte)'(') is >= 0 and var begin && stat.LastIndexOf((byte)')') is var end && end > begin
            ? Encoding.UTF8.GetString(stat[(begin + 1)..end])
            : "?";
}
