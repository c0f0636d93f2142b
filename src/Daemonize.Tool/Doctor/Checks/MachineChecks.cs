using System.Text;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Text;

namespace Daemonize.Tool.Doctor.Checks;

/// <summary>What daemons need of the kernel, of /proc and of process 1.</summary>
internal static class MachineChecks
{
    public static CheckResult LookAtKernel(ExaminedMachine machine)
    {
        var descriptor = (int)Libc.syscall(Libc.SYS_pidfd_open, Environment.ProcessId, 0, 0, 0);
        if (descriptor < 0)
        {
            var error = SystemError.Last;
            return CheckResult.Found(
                $"pidfd_open(2) is refused ({error.Message}): no verb can signal a daemon",
                "use Linux 5.3 or newer, and a seccomp profile that allows pidfd_open and pidfd_send_signal", $"errno {error.Number}");
        }

        _ = Libc.close(descriptor);
        return ProcFs.TryReadAll("/proc/self/mountinfo", out _) is { } text
            ? LookAtProc(Encoding.UTF8.GetString(text), ThisProcess.IsRoot)
            : CheckResult.Found("/proc is not mounted", "mount it: mount -t proc proc /proc");
    }

    /// <summary>Looks at the options of the mount of /proc; its last mount is the one that is seen.</summary>
    /// <param name="mounts">The text of /proc/self/mountinfo.</param>
    /// <param name="isRoot">Whether hidden processes are visible anyway.</param>
    public static CheckResult LookAtProc(string mounts, bool isRoot)
    {
        if (MountTable.Parse(mounts).FindLast(static mount => mount.Point == "/proc") is not { } proc)
        {
            return CheckResult.NotKnown("/proc/self/mountinfo does not name /proc");
        }

        var options = proc.SuperOptions.Split(',');
        var evidence = $"/proc is mounted with {proc.SuperOptions}";
        if (Array.IndexOf(options, "subset=pid") >= 0)
        {
            return CheckResult.Found(
                "/proc has only processes (subset=pid): start times are less exact, and the limits of this system are not visible",
                "mount /proc without subset=pid", evidence, Severity.Warning);
        }

        var hidden = Array.Find(options, static option => option.StartsWith("hidepid=", StringComparison.Ordinal));
        return hidden is null or "hidepid=0" or "hidepid=off" || isRoot
            ? CheckResult.PassedAs(evidence)
            : CheckResult.Found(
                $"/proc hides the processes of other users ({hidden}): a daemon that root has started as this user may not be visible",
                "run the tool as root, or mount /proc with gid= of a group that this user is in", evidence, Severity.Warning);
    }

    public static CheckResult LookAtReaper(ExaminedMachine machine)
    {
        if (machine.Unreaped is not [var first, ..])
        {
            return CheckResult.Passed;
        }

        var name = ProcFs.TryReadAll("/proc/1/comm", out _) is { } text ? Encoding.UTF8.GetString(text).TrimEnd('\n') : "?";
        return CheckResult.Found(
            $"process 1 ({name}) has not reaped {Plural.Of(machine.Unreaped.Count, "process", "processes")} for 10 seconds, " +
            $"such as {first.Name} ({first.Id})",
            "run an init as process 1: docker run --init, or tini(1) as the entry point",
            string.Join(' ', machine.Unreaped.Select(static zombie => zombie.Id)));
    }
}
