using System.Globalization;

namespace Daemonize.Benchmarks.Cluster;

/// <summary>
/// <c>cluster clocks</c>: slots that tick twice or early when the wall clocks of the processes differ and owners are killed.
/// </summary>
internal static class WrongClocks
{
    private const int WorkMs = 400;
    private const int ApartSeconds = 3;

    public static IEnumerable<BarRow> Run(PostgreSqlServer server, int rounds)
    {
        var shim = Path.Combine(Places.Work, "clock_shift.so");
        Command.Run(
            "/usr/bin/gcc", "-shared", "-fPIC", "-O2", "-o", shim,
            Path.Combine(Places.Repository, "tests", "Daemonize.ClusterFault.Tests", "Infrastructure", "clock_shift.c"));
        NodePlace[] places = [.. ((int[])[0, ApartSeconds, -ApartSeconds]).Select(seconds => Shifted(server, shim, seconds))];
        var groups = Group.StartAll(server, WorkMs, places);
        _ = KillTimes.Measure(groups, rounds);
        Waiting.Pass(TimeSpan.FromSeconds(5), groups);
        KillTimes.End(groups);
        IReadOnlyList<NotedTick>[] ticks = [.. groups.Select(static group => group.Ticks)];
        yield return Count(
            $"wall clocks {ApartSeconds} s apart, owner killed {rounds} times: slots that ticked twice", TickHistory.CountDoubles);
        yield return Count("… ticks before their slot", TickHistory.CountEarly);
        yield return Count("… pairs of ticks at the same time", TickHistory.CountOverlaps);

        BarRow Count(string what, Func<IReadOnlyList<NotedTick>, int> count)
        {
            int[] counts = [.. ticks.Select(count)];
            return new(what, "0", [.. counts.Zip(ticks, static (count, all) => $"{count} of {all.Count}")], counts[0] == 0);
        }
    }

    private static NodePlace Shifted(PostgreSqlServer server, string shim, int seconds) => new(server.Port)
    {
        Variables = ["LD_PRELOAD=" + shim, string.Create(CultureInfo.InvariantCulture, $"CLOCK_SHIFT={seconds}")],
    };
}
