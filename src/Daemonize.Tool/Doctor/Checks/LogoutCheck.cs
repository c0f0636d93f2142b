using Daemonize.Platform;
using Daemonize.ServiceFiles;
using Daemonize.Text;

namespace Daemonize.Tool.Doctor.Checks;

/// <summary>Whether the end of the login session ends the daemon, or removes its files (logind.conf(5), loginctl(1)).</summary>
internal static class LogoutCheck
{
    private static readonly string[] Places = ["/usr/lib/systemd", "/usr/local/lib/systemd", "/run/systemd", "/etc/systemd"];

    public static CheckResult Look(ExaminedDaemon daemon)
    {
        if (daemon.Seen.Owner.UserId == 0)
        {
            return CheckResult.PassedAs("it is root's");
        }

        if (!SystemdInstallation.IsBooted)
        {
            return CheckResult.PassedAs("no systemd-logind runs, which would end processes at a logout");
        }

        var user = ProcessTable.UserName(daemon.Seen.Owner.UserId);
        return Judge(new LogoutFacts(
            user, daemon.Process?.Read("cgroup") ?? "", daemon.Seen.PidFile ?? "",
            File.Exists($"/var/lib/systemd/linger/{user}"), ReadKills()));
    }

    public static CheckResult Judge(LogoutFacts facts)
    {
        var linger = $"loginctl enable-linger {OneLine.From(facts.User)}";
        if (!facts.IsLingering && facts.PidFile.StartsWith("/run/user/", StringComparison.Ordinal))
        {
            return CheckResult.Found(
                "the last logout of its user removes its pid file and lock, which are in XDG_RUNTIME_DIR", linger, facts.PidFile);
        }

        if (!facts.IsLingering && facts.Groups.Contains("/user@", StringComparison.Ordinal))
        {
            return CheckResult.Found(
                "the last logout of its user ends it: it belongs to the user's systemd, which ends then", linger, facts.Groups);
        }

        if (!facts.Groups.Contains(".scope", StringComparison.Ordinal) || !facts.Groups.Contains("/session-", StringComparison.Ordinal))
        {
            return CheckResult.PassedAs("its control group is not that of a login session");
        }

        return facts.KillsAtLogout switch
        {
            true => CheckResult.Found(
                "a logout ends it: KillUserProcesses is on, and it is in the control group of a login session",
                $"{linger}, and start it with: systemd-run --user --scope COMMAND start; or set KillUserProcesses=no in " +
                "/etc/systemd/logind.conf",
                facts.Groups),
            false => CheckResult.PassedAs("KillUserProcesses=no"),
            _ => CheckResult.NotKnown(
                "logind.conf does not say whether KillUserProcesses is on; busctl get-property org.freedesktop.login1 " +
                "/org/freedesktop/login1 org.freedesktop.login1.Manager KillUserProcesses does"),
        };
    }

    /// <summary>Reads whether logind ends the processes of a session; null if no file says so: the default is that of the system.</summary>
    private static bool? ReadKills()
    {
        List<string> files = [.. Places.Select(static directory => $"{directory}/logind.conf")];
        foreach (var directory in Places.Select(static directory => $"{directory}/logind.conf.d").Where(Directory.Exists))
        {
            files.AddRange(Directory.EnumerateFiles(directory, "*.conf").Order(StringComparer.Ordinal));
        }

        bool? kills = null;
        foreach (var line in files.Where(File.Exists).SelectMany(File.ReadLines))
        {
            kills = line.Split('=') is [var name, var value] && name.Trim() == "KillUserProcesses"
                ? value.Trim() is "yes" or "true" or "1" or "on"
                : kills;
        }

        return kills;
    }
}

/// <summary>What decides whether a logout ends a daemon.</summary>
/// <param name="User">The name of the daemon's user.</param>
/// <param name="Groups">The text of /proc/PID/cgroup; empty for a daemon that does not run.</param>
/// <param name="PidFile">The path of the pid file.</param>
/// <param name="IsLingering">Whether the user's manager and directories stay without a session.</param>
/// <param name="KillsAtLogout">Whether logind ends the processes of a session; null if no file says so.</param>
internal sealed record LogoutFacts(string User, string Groups, string PidFile, bool IsLingering, bool? KillsAtLogout);
