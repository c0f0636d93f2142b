using System.ComponentModel;
using System.Diagnostics;

namespace Daemonize.Platform;

/// <summary>What .NET shows of other processes.</summary>
internal static class ProcessTable
{
    /// <summary>
    /// How far apart two readings of one start time may be: some systems only know it relative to a clock that is set while they run.
    /// </summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>Opens a process if it has the start time; null if it has ended, or another process has its id.</summary>
    /// <param name="pid">The id of the process.</param>
    /// <param name="startTime">The start time, in ticks of <see cref="DateTime"/> in UTC.</param>
    public static Process? TryOpen(int pid, long startTime)
    {
        Process? process = null;
        try
        {
            process = Process.GetProcessById(pid);
            if (!process.HasExited && Math.Abs(process.StartTime.ToUniversalTime().Ticks - startTime) <= Tolerance.Ticks)
            {
                return process;
            }
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // There is no such process, or no more.
        }

        process?.Dispose();
        return null;
    }

    /// <summary>Reads the state of a process; null if it has ended.</summary>
    public static ProcessStat? TryReadStat(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return new ProcessStat(SessionId: 0, Terminal: 0, process.StartTime.ToUniversalTime().Ticks)
            {
                CpuTime = process.TotalProcessorTime.Ticks / (TimeSpan.TicksPerSecond / ProcessStat.TicksPerSecond),
                ResidentPages = process.WorkingSet64 / Environment.SystemPageSize,
            };
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Gets the user of this process, as .NET does not report the owner of another.</summary>
    public static uint? TryReadOwner(int pid) => ThisProcess.UserId;

    /// <summary>Gets when a process started, from the start time of <see cref="ProcessStat"/>.</summary>
    public static DateTimeOffset StartOf(long startTime) =>
        startTime >= 0 && startTime <= DateTime.MaxValue.Ticks ? new DateTimeOffset(startTime, TimeSpan.Zero) : default;

    /// <summary>Gets a name for messages, as .NET does not report the owner of a process.</summary>
    public static string UserName(uint userId) => userId == 0 ? "root" : "another user";
}
