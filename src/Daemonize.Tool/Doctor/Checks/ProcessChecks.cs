using System.Globalization;
using Daemonize.Platform;

namespace Daemonize.Tool.Doctor.Checks;

/// <summary>What the process is to its session and to signals.</summary>
internal static class ProcessChecks
{
    private const int Pipe = 13;
    private const int Child = 17;

    /// <summary>From here on signals are the C library's own, and those of real time.</summary>
    private const int FirstReserved = 32;

    public static CheckResult LookAtSession(ExaminedDaemon daemon, LiveProcess process)
    {
        if (process.IsForeground)
        {
            return CheckResult.PassedAs("it runs in the foreground, in the session of whoever has started it");
        }

        return JudgeSession(
            process.Stat, process.Record.SessionId, ProcessTable.TryReadStat(process.Stat.ParentId)?.Terminal ?? 0, daemon.Seen.FullName);
    }

    /// <summary>Judges the session, the terminal and the parent of a detached process.</summary>
    /// <param name="stat">The line of the process in /proc.</param>
    /// <param name="session">The session that was created for it.</param>
    /// <param name="parentsTerminal">The terminal of its parent; 0 for none.</param>
    /// <param name="name">The name of the daemon, for the advice.</param>
    public static CheckResult JudgeSession(ProcessStat stat, int session, int parentsTerminal, string name)
    {
        var restart = $"restart it: daemonize restart {name}";
        if (stat.Terminal != 0)
        {
            return CheckResult.Found(
                "it has a controlling terminal, whose end would end it",
                $"{restart}; if the program opens terminals itself, do so with O_NOCTTY", $"tty_nr {stat.Terminal}");
        }

        if (stat.SessionId != session)
        {
            return CheckResult.Found(
                $"it is in session {stat.SessionId}, not in the one that was created for it: stop would miss what it starts",
                restart, $"its lock names session {session}");
        }

        // Process 1 of a container may be a shell on a terminal.
        return stat.ParentId != 1 && parentsTerminal != 0
            ? CheckResult.Found(
                $"its parent {stat.ParentId} has a terminal: it is still the child of whoever has started it", restart,
                $"ppid {stat.ParentId}")
            : CheckResult.PassedAs($"session {stat.SessionId}, parent {stat.ParentId}");
    }

    public static CheckResult LookAtSignals(ExaminedDaemon daemon, LiveProcess process) =>
        JudgeSignals(process.StatusBits("SigBlk"), process.StatusBits("SigIgn"), process.StatusBits("SigCgt"), daemon.Seen.FullName);

    /// <summary>Judges the sets of signals: bit 0 is signal 1.</summary>
    /// <param name="blocked">The signals that the main thread blocks.</param>
    /// <param name="ignored">The signals that are ignored.</param>
    /// <param name="caught">The signals that have a handler.</param>
    /// <param name="name">The name of the daemon, for the advice.</param>
    public static CheckResult JudgeSignals(ulong blocked, ulong ignored, ulong caught, string name)
    {
        var evidence = string.Create(CultureInfo.InvariantCulture, $"SigBlk {blocked:x16} SigIgn {ignored:x16} SigCgt {caught:x16}");
        var restart =
            $"restart it: daemonize restart {name}; if the program itself does it (P/Invoke, a native library), leave it to IgnoredSignals";

        // The runtime ignores SIGPIPE; a daemon without a terminal does not need SIGHUP, which IgnoredSignals may name.
        for (var number = 1; number < FirstReserved; number++)
        {
            var bit = 1UL << (number - 1);
            if ((ignored & bit) != 0 && number is SignalNumber.Terminate or Child)
            {
                return CheckResult.Found($"it ignores {SignalName.Of(number)}{Meaning(number)}", restart, evidence);
            }

            if ((blocked & bit) != 0 && number is not (Pipe or SignalNumber.HangUp))
            {
                return CheckResult.Found($"it blocks {SignalName.Of(number)}{Meaning(number)}", restart, evidence);
            }
        }

        return CheckResult.PassedAs(evidence);
    }

    private static string Meaning(int signal) => signal switch
    {
        SignalNumber.Terminate => ": stop has to kill it",
        Child => ": it never learns how its child processes end",
        _ => ", which then never arrives",
    };
}
