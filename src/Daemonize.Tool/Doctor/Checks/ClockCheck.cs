using System.Runtime.InteropServices;
using Daemonize.Platform;
using Daemonize.Reporting;
using Daemonize.Text;

namespace Daemonize.Tool.Doctor.Checks;

/// <summary>Whether something keeps the clock right, and whether it was set since a daemon started.</summary>
internal static unsafe partial class ClockCheck
{
    /// <summary>The flag and the return value of a clock that nothing synchronizes (adjtimex(2)).</summary>
    private const int Unsynchronized = 0x40;
    private const int TimeError = 5;

    /// <summary>More than struct timex has (208 bytes), and where its status is on 64-bit systems.</summary>
    private const int StructSize = 512;
    private const int StatusOffset = 40;

    /// <summary>What slewing and the rounding of the boot time to a second can make of a clock that was never set.</summary>
    private static readonly TimeSpan Tolerance = new(0, 0, 5);

    public static CheckResult Look(ExaminedMachine machine)
    {
        List<ClockJump> jumps = [];
        foreach (var daemon in machine.Daemons)
        {
            if (daemon.Process is { } process && daemon.Seen.PidFile is { } pidFile
                && StatusFile.TryRead(StatusFile.PathOf(pidFile), process.Record) is { } text)
            {
                jumps.Add(new ClockJump(daemon.Seen.FullName, text.StartedAt, ProcessTable.StartOf(process.Record.StartTime)));
            }
        }

        return FindJump(jumps) ?? LookAtKernel();
    }

    /// <summary>Finds a daemon that started at another time than the kernel's clocks say now; null for none.</summary>
    public static CheckResult? FindJump(IReadOnlyList<ClockJump> starts)
    {
        foreach (var start in starts)
        {
            var distance = start.ByKernel - start.ByDaemon;
            if (distance.Duration() > Tolerance)
            {
                return CheckResult.Found(
                    $"the clock was set {(distance > TimeSpan.Zero ? "forward" : "back")} by " +
                    $"{ShortDuration.Of(distance.Duration().TotalSeconds)} since {start.Daemon} has started: " +
                    "slots were skipped or came twice",
                    "let a time service keep the clock (chrony, systemd-timesyncd), and start daemons after time-sync.target",
                    $"it started at {start.ByDaemon:O}, which is {start.ByKernel:O} now");
            }
        }

        return null;
    }

    /// <summary>Judges what adjtimex(2) has returned.</summary>
    public static CheckResult Judge(int state, int status) =>
        state == TimeError || (status & Unsynchronized) != 0
            ? CheckResult.Found(
                "nothing keeps the clock right", "install a time service: chrony or systemd-timesyncd (timedatectl set-ntp true)",
                $"adjtimex(2) returns {state}, status {status}")
            : CheckResult.Passed;

    private static CheckResult LookAtKernel()
    {
        var timex = stackalloc byte[StructSize];
        new Span<byte>(timex, StructSize).Clear();
        var state = adjtimex(timex);
        return state < 0
            ? CheckResult.NotKnown($"adjtimex(2) is refused ({SystemError.Last.Message})")
            : Judge(state, *(int*)(timex + StatusOffset));
    }

    /// <summary>With no mode set, it only reads.</summary>
    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int adjtimex(void* timex);
}

/// <summary>When a daemon has started, by two clocks.</summary>
/// <param name="Daemon">The name of the daemon for people.</param>
/// <param name="ByDaemon">By the wall clock of that moment, as the daemon has written it.</param>
/// <param name="ByKernel">By the clock that nobody sets, on the wall clock of now.</param>
internal readonly record struct ClockJump(string Daemon, DateTimeOffset ByDaemon, DateTimeOffset ByKernel);
