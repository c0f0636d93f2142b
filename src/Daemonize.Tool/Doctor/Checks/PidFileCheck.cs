using Daemonize.Identity;
using Daemonize.Places;
using Daemonize.Platform;

namespace Daemonize.Tool.Doctor.Checks;

/// <summary>Whether the pid file names the process, and the lock file at its path is the one that the process holds.</summary>
internal static class PidFileCheck
{
    public static CheckResult Look(ExaminedDaemon daemon)
    {
        if (daemon.Seen.PidFile is not { } pidFile || daemon.Lock is not { } probe)
        {
            return CheckResult.NotKnown("it is a service that does not run, and has no pid file");
        }

        var found = PidFileText.Read(pidFile);
        return probe.State switch
        {
            LockState.Running => LookAtRunning(daemon, pidFile, probe, found),
            LockState.Free => found.Exists
                ? CheckResult.Found(
                    $"it does not run, but its pid file {found.Description}: it had no time to remove it",
                    $"the next start puts it right: daemonize start {daemon.Seen.FullName}", pidFile)
                : CheckResult.PassedAs("it does not run, and left no pid file"),
            LockState.Waiting => CheckResult.PassedAs("its watcher holds the lock"),
            _ => CheckResult.NotKnown(daemon.WhyNoProcess),
        };
    }

    private static CheckResult LookAtRunning(ExaminedDaemon daemon, string pidFile, LockProbe probe, PidFileText found)
    {
        var wait = $"the daemon makes it again within ten seconds; if it does not: daemonize restart {daemon.Seen.FullName}";
        var pid = probe.Record!.Value.Pid;
        if (!FileStat.TryReadLink(InstanceFiles.LockOf(pidFile), out var lockFile, out _) || !lockFile.IsSameFile(probe.LockFile))
        {
            return CheckResult.Found(
                "its lock file was removed or replaced: a second daemon could start", wait, InstanceFiles.LockOf(pidFile));
        }

        return found.Pid == pid ? CheckResult.PassedAs($"{pidFile} names process {pid}")
            : CheckResult.Found($"its pid file {found.Description}, and it is process {pid}", wait, pidFile);
    }
}
