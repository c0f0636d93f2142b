using Daemonize.Platform.Linux;

namespace Daemonize.Commands;

/// <summary>What <c>status</c> prints: a line a daemon, in columns.</summary>
internal static class StatusTable
{
    public static int Print(List<DaemonStatus> all)
    {
        var width = 0;
        foreach (var status in all)
        {
            width = Math.Max(width, status.Name.Length);
        }

        var exitCode = DaemonExitCode.Success;
        foreach (var status in all)
        {
            Terminal.WriteLine(Line(status, width));
            exitCode = Worse(exitCode, (int)status.State);
        }

        return exitCode;
    }

    private static string Line(DaemonStatus status, int width)
    {
        var line = status.Name.PadRight(width) + "  " + Word(status.State);
        if (status.State == DaemonState.Running)
        {
            line += $"  pid {status.Pid}  up {Duration.Format(UpTime(status))}";
        }

        return status.Note is null ? line : $"{line}  {status.Note}";
    }

    public static string Word(DaemonState state) => state switch
    {
        DaemonState.Running => "running",
        DaemonState.Dead => "dead",
        DaemonState.Stopped => "stopped",
        _ => "unknown",
    };

    /// <summary>In whole seconds; never negative, even if the wall clock has been set back.</summary>
    private static TimeSpan UpTime(DaemonStatus status) =>
        TimeSpan.FromSeconds(Math.Max(0, (long)(DateTimeOffset.UtcNow - status.StartedAt.GetValueOrDefault()).TotalSeconds));

    /// <summary>Of several daemons the exit code tells the worst: unknown before dead before stopped before running.</summary>
    public static int Worse(int one, int other) => Rank(other) > Rank(one) ? other : one;

    private static int Rank(int exitCode) => (DaemonState)exitCode switch
    {
        DaemonState.Unknown => 3,
        DaemonState.Dead => 2,
        DaemonState.Stopped => 1,
        _ => 0,
    };
}
