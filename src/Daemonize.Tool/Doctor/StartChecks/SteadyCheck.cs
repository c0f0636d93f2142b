using Daemonize.Platform;
using Daemonize.Tool.Doctor.Starting;

namespace Daemonize.Tool.Doctor.StartChecks;

/// <summary>S20: memory, descriptors, threads and the processor time of a tick stay as they are.</summary>
internal static class SteadyCheck
{
    private const int Looks = 24;

    /// <summary>What caches and pools add in the first part of the time.</summary>
    private const int LeastGrowth = 3;

    private const double LeastMemory = 1 << 20;
    private const double MemoryPart = 0.02;

    /// <summary>A tick costs twice as much as before, and more than a clock tick of the kernel can be wrong.</summary>
    private const double CostFactor = 2;

    private const double LeastCost = 0.02;

    public static CheckResult Look(SandboxedProgram program)
    {
        var pid = program.Start();
        List<SteadySample> samples = [];
        using var daemon = OwnProcess.TryOpen(pid);
        for (var look = 0; look < Looks; look++)
        {
            if (daemon is null || daemon.WaitForEnd(program.Plan.Steady / Looks))
            {
                return CheckResult.Found(
                    $"it has ended within {Duration.Format(program.Plan.Steady)}", "see why: its log",
                    program.Examine().Seen.Status.LastExit?.Reason ?? "");
            }

            if (SampleOf(program, pid) is { } sample)
            {
                samples.Add(sample);
            }
        }

        return samples.Count < Looks / 2
            ? CheckResult.NotKnown("its process cannot be read in /proc")
            : Judge(samples, program.Plan.Steady);
    }

    /// <summary>Judges samples at equal distances. The first third is left out: caches and pools fill.</summary>
    /// <param name="all">The samples, in the order of their times.</param>
    /// <param name="time">The time in which they were taken.</param>
    public static CheckResult Judge(IReadOnlyList<SteadySample> all, TimeSpan time)
    {
        var samples = all.Skip(all.Count / 3).ToList();
        var (first, last) = (samples[0], samples[^1]);
        var ticks = last.Ticks - first.Ticks;
        var evidence = string.Create(
            InvariantNumbers.Format,
            $"{last.Memory >> 10} KB, {last.Descriptors} descriptors, {last.Threads} threads, {ticks} ticks with "
            + $"{(ticks > 0 ? 1000 * (last.Cpu - first.Cpu) / ticks : 0):F1} ms of processor time each");
        return Growth("descriptors", static sample => sample.Descriptors, "dispose of what the program opens")
            ?? Growth("threads", static sample => sample.Threads, "see what they wait for: dotnet-stack report -p PID")
            ?? MemoryGrowth(samples, time, evidence)
            ?? CostGrowth(samples, evidence)
            ?? CheckResult.PassedAs(evidence);

        CheckResult? Growth(string what, Func<SteadySample, int> count, string advice)
        {
            var half = count(samples[samples.Count / 2]);
            return count(last) - half >= LeastGrowth && half - count(first) >= LeastGrowth
                ? CheckResult.Found(
                    $"its {what} pile up: {count(first)}, {half}, {count(last)} within {Duration.Format(time)}", advice, evidence)
                : null;
        }
    }

    private static CheckResult? MemoryGrowth(List<SteadySample> samples, TimeSpan time, string evidence)
    {
        List<(double Time, double Value)> points = [.. samples.Select(static (sample, index) => ((double)index, (double)sample.Memory))];
        if (Trend.Of(points) is not { } all || Trend.Of(points[(points.Count / 2)..]) is not { } late)
        {
            return null;
        }

        // Memory that stops growing has no trend in the second half.
        var slope = Math.Min(all.Slope, late.Slope);
        var growth = slope * samples.Count;
        return growth > LeastMemory && growth > all.Begin * MemoryPart
            ? CheckResult.Found(
                string.Create(
                    InvariantNumbers.Format, $"its memory grows by {growth / (1 << 20):F1} MB within {Duration.Format(time)}, and goes on"),
                "compare two dumps: dotnet-gcdump collect -p PID", evidence, time < new TimeSpan(0, 5, 0) ? Severity.Remark : null)
            : null;
    }

    private static CheckResult? CostGrowth(List<SteadySample> samples, string evidence)
    {
        var (first, half, last) = (samples[0], samples[samples.Count / 2], samples[^1]);
        var (early, late) = (CostOf(first, half), CostOf(half, last));
        return early is { } one && late is { } two && two > one * CostFactor && two > LeastCost
            ? CheckResult.Found(
                string.Create(
                    InvariantNumbers.Format, $"a tick costs more and more: {one * 1000:F0} ms of processor time, then {two * 1000:F0} ms"),
                "look for a list that only grows", evidence)
            : null;
    }

    private static double? CostOf(SteadySample from, SteadySample to) =>
        to.Ticks - from.Ticks >= 3 ? (to.Cpu - from.Cpu) / (to.Ticks - from.Ticks) : null;

    private static SteadySample? SampleOf(SandboxedProgram program, int pid) =>
        ProcessTable.TryReadStat(pid) is not { } stat ? null
        : new SteadySample(
            (stat.ResidentPages ?? 0) * Environment.SystemPageSize,
            NumberedEntries.TryList($"/proc/{pid}/fd", [], [], out _)?.Count ?? 0,
            NumberedEntries.TryList($"/proc/{pid}/task", [], [], out _)?.Count ?? 0,
            (stat.CpuTime ?? 0) / (double)ProcessStat.TicksPerSecond, program.Pulse?.Ticks ?? 0);
}

/// <summary>What a process has at one moment.</summary>
/// <param name="Memory">The resident memory, in bytes.</param>
/// <param name="Descriptors">The number of open descriptors.</param>
/// <param name="Threads">The number of threads.</param>
/// <param name="Cpu">The processor time since its start, in seconds.</param>
/// <param name="Ticks">The number of ticks that have begun.</param>
internal readonly record struct SteadySample(long Memory, int Descriptors, int Threads, double Cpu, long Ticks);
