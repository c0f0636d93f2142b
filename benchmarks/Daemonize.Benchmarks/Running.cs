namespace Daemonize.Benchmarks;

/// <summary>A contender that ticks now.</summary>
/// <param name="Name">Its name in the tables.</param>
/// <param name="Kind">The kind of the bare loop that does the same job: c, aot or jit.</param>
/// <param name="Logs">Whether it logs a line at every tick.</param>
/// <param name="IntervalMs">The interval between its ticks, in milliseconds.</param>
/// <param name="Pid">The process that does the job.</param>
/// <param name="LogFile">The log file; null if it has none.</param>
/// <param name="IsKept">Whether another process ends it.</param>
internal sealed record Running(string Name, string Kind, bool Logs, int IntervalMs, int Pid, string? LogFile, bool IsKept = false)
{
    private static int _count;

    public static Running Start(Resident resident, int intervalMs)
    {
        var path = Path.Combine(Places.Work, $"resident{++_count}");
        var pid = resident.Start(intervalMs, path);
        return new(resident.Name, resident.Kind, resident.Logs, intervalMs, pid, path + ".log");
    }

    /// <summary>Throws if a contender that should log has not: its figures would be too good.</summary>
    public void CheckLog(int seconds)
    {
        var lines =
            Logs ? File.ReadLines(LogFile!).Count(static line => line.Contains("tick ", StringComparison.Ordinal)) : 0;
        var fewest = seconds * 1000 / IntervalMs;
        if (Logs && lines < fewest)
        {
            throw new InvalidOperationException($"{Name} has logged {lines} lines, and not at least {fewest}");
        }
    }

    public void End()
    {
        if (!IsKept)
        {
            Child.End(Pid);
        }
    }
}
