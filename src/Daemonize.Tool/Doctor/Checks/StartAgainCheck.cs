using Daemonize.Platform;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Doctor.Checks;

/// <summary>Who starts the daemon again: its watcher after a crash, a service manager after that and after a boot.</summary>
internal static class StartAgainCheck
{
    public static CheckResult Look(ExaminedDaemon daemon)
    {
        if (daemon.Seen.Unit is { } unit)
        {
            return LookAtUnit(daemon, unit);
        }

        if (daemon.Process is { IsForeground: true })
        {
            return CheckResult.NotKnown("it runs in the foreground: whoever has started it decides");
        }

        if (daemon.Card is null)
        {
            return CheckResult.NotKnown("it has no card, so its settings are not known");
        }

        var install = $"{daemon.Command} install {daemon.Seen.Daemon}";
        var isRestarted = daemon.SettingOf(Setting.Restart) is "on-failure" or "always";
        if (isRestarted && daemon.Process is { } process && Session.WatcherOf(process.Stat) == 0)
        {
            return CheckResult.Found(
                "its watcher is gone: nothing starts it again after a crash",
                $"restart it: daemonize restart {daemon.Seen.FullName}", $"parent {process.Stat.ParentId}", Severity.Mistake);
        }

        return isRestarted
            ? CheckResult.Found("nothing starts it after a boot", install, "Restart is set; it is not installed")
            : CheckResult.Found(
                "nothing starts it again after a crash or a boot",
                $"{install}; or, for crashes only, set Restart = RestartPolicy.OnFailure", "Restart is never; it is not installed");
    }

    private static CheckResult LookAtUnit(ExaminedDaemon daemon, InstalledUnit unit)
    {
        var settings = UnitSettings.Read(unit.File);
        if (unit.File.EndsWith(".conf", StringComparison.Ordinal))
        {
            return settings.ValueOf("autostart") == "false" || settings.ValueOf("autorestart") == "false"
                ? CheckResult.Found(
                    "its service manager does not start it again (autostart or autorestart is false)",
                    "set both to true in its file, then: supervisorctl update", unit.File)
                : CheckResult.PassedAs(unit.File);
        }

        if (settings.ValueOf("Type") == "oneshot" || settings.ValueOf("Restart") is { } restart and not "no")
        {
            return IsEnabled(unit.File) ? CheckResult.PassedAs(unit.File)
                : CheckResult.Found(
                    "its unit is not enabled: nothing starts it after a boot", $"systemctl enable {Path.GetFileName(unit.File)}",
                    unit.File);
        }

        return CheckResult.Found(
            "its unit has no Restart: nothing starts it again after a crash",
            $"install it again: {daemon.Command} install {daemon.Seen.Daemon}", unit.File);
    }

    /// <summary>Whether a target wants the unit, its timer, or an instance of it (systemctl(1), enable).</summary>
    /// <param name="file">The path of the unit.</param>
    public static bool IsEnabled(string file)
    {
        var directory = Path.GetDirectoryName(file)!;
        var name = Path.GetFileNameWithoutExtension(file);
        return Directory.EnumerateDirectories(directory, "*.wants").SelectMany(Directory.EnumerateFiles).Any(link =>
            Path.GetFileName(link) is var wanted && (wanted == $"{name}.service" || wanted == $"{name}.timer"
                || (name is [.., '@'] && wanted.StartsWith(name, StringComparison.Ordinal))));
    }
}
