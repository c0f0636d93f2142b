using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Doctor.Checks;

/// <summary>What the descriptors of the process lead to.</summary>
internal static class DescriptorCheck
{
    private const string Removed = " (deleted)";
    private const string PipeStart = "pipe:[";
    private const int AccessMask = 3;
    private const int FirstFree = 3;

    /// <summary>Where memory without a name has a path; the runtime uses it.</summary>
    private static readonly string[] Memory = ["/memfd:", "/dev/shm/", "/dev/zero", "/SYSV"];

    public static CheckResult Look(ExaminedDaemon daemon, LiveProcess process)
    {
        if (process.IsForeground)
        {
            return CheckResult.PassedAs("it runs in the foreground, with the descriptors of whoever has started it");
        }

        // What the settings ask for is there on purpose.
        var kept = (daemon.SettingOf(Setting.KeepDescriptors) ?? "").Split(',');
        var all = process.Descriptors();
        all.RemoveAll(one => Array.IndexOf(kept, one.Number.ToString(InvariantNumbers.Format)) >= 0);
        return FindFault(all, daemon.Seen.FullName) ?? FindForeignPipe(process, all, daemon.Seen.FullName)
            ?? CheckResult.PassedAs($"{all.Count} descriptors");
    }

    /// <summary>Finds a descriptor that should not be there, by what it leads to; null for none.</summary>
    public static CheckResult? FindFault(IReadOnlyList<(int Number, string Target)> all, string name)
    {
        var restart = $"restart it: daemonize restart {name}";
        for (var number = 0; number < FirstFree; number++)
        {
            if (!all.Any(one => one.Number == number))
            {
                return CheckResult.Found(
                    $"descriptor {number} is closed: the next file that is opened gets it, and the program writes into it", restart, "");
            }
        }

        foreach (var (number, target) in all)
        {
            var evidence = $"fd {number} -> {target}";
            if (IsTerminal(target))
            {
                return CheckResult.Found($"descriptor {number} is a terminal ({target})", restart, evidence);
            }

            if (number == 0 && target != "/dev/null")
            {
                return CheckResult.Found($"its standard input is {target}, not /dev/null", restart, evidence);
            }

            if (target.EndsWith(Removed, StringComparison.Ordinal)
                && !Array.Exists(Memory, place => target.StartsWith(place, StringComparison.Ordinal)))
            {
                return CheckResult.Found(
                    $"descriptor {number} is a file that was removed ({target[..^Removed.Length]}): it takes space that nobody sees",
                    $"for a log: daemonize reload {name}; otherwise {restart}, or have the program close it", evidence,
                    number < FirstFree ? null : Severity.Warning);
            }
        }

        return null;
    }

    /// <summary>
    /// Whether a path is that of a terminal at which somebody sits: a serial port, such as /dev/ttyUSB0, is a device that a daemon may use.
    /// </summary>
    private static bool IsTerminal(string path) =>
        path.StartsWith("/dev/pts/", StringComparison.Ordinal) || path is "/dev/console"
        || (path.StartsWith("/dev/tty", StringComparison.Ordinal) && path.AsSpan(8).IndexOfAnyExceptInRange('0', '9') < 0);

    /// <summary>
    /// Finds a pipe with only one end in the session of the daemon, and the other in a process outside of it; null for none. The runtime,
    /// and the daemon's children, have both ends there.
    /// </summary>
    private static CheckResult? FindForeignPipe(LiveProcess process, List<(int Number, string Target)> all, string name)
    {
        List<(int Number, string Target)> pipes = all.FindAll(one => one.Target.StartsWith(PipeStart, StringComparison.Ordinal));
        pipes.RemoveAll(pipe => pipes.Exists(other => other.Target == pipe.Target && AccessOf(process.Id, other.Number) is { } access
            && access != AccessOf(process.Id, pipe.Number)));
        if (pipes.Count == 0)
        {
            return null;
        }

        CheckResult? found = null;
        ProcFs.ForEachProcess(pid =>
        {
            if (found is not null || pid == process.Id || Libc.getsid(pid) == process.Record.SessionId)
            {
                return;
            }

            foreach (var number in NumberedEntries.TryList(ProcFs.PathOf(pid, "fd"), [], [], out _) ?? [])
            {
                var target = ProcFs.TryReadLink(ProcFs.PathOf(pid, $"fd/{number}"));
                if (pipes.FindIndex(pipe => pipe.Target == target) is >= 0 and var at)
                {
                    found = CheckResult.Found(
                        $"descriptor {pipes[at].Number} is a pipe whose other end process {pid} has: " +
                        "who reads until its end waits for ever",
                        $"restart it: daemonize restart {name}; or leave the number out of KeepDescriptors",
                        $"fd {pipes[at].Number} -> {target}");
                    return;
                }
            }
        });
        return found;
    }

    /// <summary>Gets whether a descriptor reads or writes (proc_pid_fdinfo(5)); null if it cannot be read.</summary>
    private static int? AccessOf(int pid, int number)
    {
        var text = System.Text.Encoding.ASCII.GetString(ProcFs.TryReadAll(ProcFs.PathOf(pid, $"fdinfo/{number}"), out _) ?? []);
        var line = Array.Find(text.Split('\n'), static line => line.StartsWith("flags:", StringComparison.Ordinal));

        // In octal: the last digit has the access.
        return line is [.., >= '0' and <= '7' and var digit] ? (digit - '0') & AccessMask : null;
    }
}
