using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Text;
using Daemonize.Tool.Doctor.Starting;

namespace Daemonize.Tool.Doctor.StartChecks;

/// <summary>S10: two instances share no file that one of them writes.</summary>
internal static class InstanceFilesCheck
{
    private const int AccessMask = 3;

    public static CheckResult Look(SandboxedProgram program)
    {
        var start = program.Run("start", $"--{Setting.Instances.Name}=2");
        if (!start.HasSucceeded)
        {
            return start.End is { ExitCode: DaemonExitCode.Usage }
                ? CheckResult.PassedAs($"it has no instances: {start.Description}")
                : CheckResult.Found(
                    $"two instances do not run at the same time: {start.Description}",
                    "derive what is exclusive, such as ports, from DaemonContext.InstanceNumber", start.Error);
        }

        List<int> all = [];
        foreach (var number in (ReadOnlySpan<int>)[1, 2])
        {
            var pidFile = InstanceFiles.WithNumber(program.BasePidFile, number);
            var probe = LockProbe.Find(InstanceFiles.LockOf(pidFile));
            if ((probe is { State: LockState.Running, Record: { } record } ? record.Pid : Identity.PidFileText.Read(pidFile).Pid)
                is not { } pid || !SandboxedProgram.IsAlive(pid))
            {
                return CheckResult.Found(
                    $"'start' has returned 0 with two instances, but instance {number} does not run", "see its log", start.Output);
            }

            all.Add(pid);
        }

        // What is opened later, such as by the first tick, is looked at too.
        _ = SandboxedProgram.WaitUntil(static () => false, program.Plan.Alive);
        var other = WrittenBy(all[1]);
        var shared = WrittenBy(all[0]).Where(one => other.ContainsKey(one.Key)).Select(static one => one.Value).ToList();
        return shared is [var path, ..]
            ? CheckResult.Found(
                $"two instances write the same file: {OneLine.From(path)}",
                "put the number of the instance into the name (DaemonContext.InstanceNumber)", string.Join(' ', shared))
            : CheckResult.PassedAs($"processes {all[0]} and {all[1]}");
    }

    /// <summary>Gets the regular files that a process has open to write: what they are, and their paths.</summary>
    private static Dictionary<string, string> WrittenBy(int pid)
    {
        Dictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (var (number, target) in new LiveProcess(pid, default, default).Descriptors())
        {
            if (target is ['/', ..] && FileStat.TryRead(ProcFs.PathOf(pid, $"fd/{number}"), out var facts, out _) && facts.IsRegular
                && IsWritten(pid, number))
            {
                files[facts.DeviceAndInode] = target;
            }
        }

        return files;
    }

    /// <summary>Whether a descriptor was opened to write (proc_pid_fdinfo(5)): the last octal digit of its flags.</summary>
    private static bool IsWritten(int pid, int number)
    {
        var text = System.Text.Encoding.ASCII.GetString(ProcFs.TryReadAll(ProcFs.PathOf(pid, $"fdinfo/{number}"), out _) ?? []);
        var line = Array.Find(text.Split('\n'), static line => line.StartsWith("flags:", StringComparison.Ordinal));
        return line is [.., >= '0' and <= '7' and var digit] && ((digit - '0') & AccessMask) != 0;
    }
}
