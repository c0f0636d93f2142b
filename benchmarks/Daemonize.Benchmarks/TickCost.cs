namespace Daemonize.Benchmarks;

/// <summary>What a contender cost in the measured window, and what it has at its end.</summary>
internal sealed record TickCost(Running Contender, double CpuMsAMinute, double SwitchesATick, int Threads, Usage Usage)
{
    public static TickCost Of(Running contender, Effort before, Effort after, TimeSpan taken) => new(
        contender,
        (after.Cpu - before.Cpu) * 1000 / taken.TotalMinutes,
        after.SwitchesSince(before) / (taken.TotalMilliseconds / contender.IntervalMs),
        Usage.CountThreads(contender.Pid),
        Usage.Of(contender.Pid));
}
