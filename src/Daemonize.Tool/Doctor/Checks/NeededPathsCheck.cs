using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Tool.Doctor.Checks;

/// <summary>Whether the user of the daemon reaches its directory, its home, and the paths among its options.</summary>
internal static class NeededPathsCheck
{
    /// <summary>What user databases have for an account that has no home.</summary>
    private static readonly string[] NoHomes = ["", "/", "/nonexistent", "/dev/null"];

    public static CheckResult Look(ExaminedDaemon daemon)
    {
        if (daemon.IsOfAnotherUser)
        {
            return CheckResult.NotKnown("what another user's daemon needs only that user's card says");
        }

        var unit = daemon.Seen.Unit is { } installed ? UnitSettings.Read(installed.File) : null;
        if ((daemon.Card is null && unit is null) || (daemon.UserId ?? UserOf(unit)) is not { } user)
        {
            return CheckResult.NotKnown("it has no card, so its options are not known");
        }

        var rights = UserRights.Of(user);
        var directory = unit?.ValueOf("WorkingDirectory", "directory") ?? daemon.SettingOf(Setting.WorkingDirectory) ?? "/";
        List<(string What, string Path)> needed = [("its working directory", directory)];
        if (UserDatabase.FindUser(user) is { } entry && Array.IndexOf(NoHomes, entry.Home) < 0)
        {
            needed.Add(("the home of its user", entry.Home));
        }

        needed.AddRange(PathsOf(unit?.ValueOf("ExecStart", "command")?.Split(' ') ?? daemon.Card?.Options ?? []));
        foreach (var (what, path) in needed)
        {
            if (rights.Explain(path) is { } why)
            {
                return CheckResult.Found(
                    $"{what} {path} {why}", $"create it, or give {ProcessTable.UserName(user)} access to it", path);
            }
        }

        return FindFence(daemon.Seen.Unit?.File, unit, needed) ?? CheckResult.PassedAs(Plural.Of(needed.Count, "path", "paths"));
    }

    /// <summary>Gets the absolute paths among the options, without those of the daemon's own files, which a start creates.</summary>
    public static List<(string What, string Path)> PathsOf(IReadOnlyList<string> options)
    {
        List<(string What, string Path)> paths = [];
        foreach (var option in options)
        {
            if (option.IndexOf("=/", StringComparison.Ordinal) is > 2 and var end
                && !Array.Exists(Setting.All, setting => setting.Name == option[2..end]))
            {
                paths.Add((option[..end], option[(end + 1)..]));
            }
        }

        return paths;
    }

    /// <summary>Finds a path that the unit of the daemon hides; null for none (systemd.exec(5)).</summary>
    public static (string Path, string Setting)? FindHidden(UnitSettings unit, IEnumerable<string> paths)
    {
        var hidesHome = unit.ValueOf("ProtectHome") is "yes" or "true" or "tmpfs";
        var hidesTemporary = unit.ValueOf("PrivateTmp") is "yes" or "true";
        foreach (var path in paths)
        {
            if (hidesHome && (IsIn(path, "/home") || IsIn(path, "/root") || IsIn(path, "/run/user")))
            {
                return (path, $"ProtectHome={unit.ValueOf("ProtectHome")}");
            }

            if (hidesTemporary && (IsIn(path, "/tmp") || IsIn(path, "/var/tmp")))
            {
                return (path, $"PrivateTmp={unit.ValueOf("PrivateTmp")}");
            }
        }

        return null;
    }

    private static uint? UserOf(UnitSettings? unit) =>
        unit is null ? null
        : unit.ValueOf("User", "user") is { } name ? UserDatabase.FindUser(name)?.Id
        : ThisProcess.UserId;

    private static CheckResult? FindFence(string? file, UnitSettings? unit, List<(string What, string Path)> needed) =>
        unit is not null && FindHidden(unit, needed.Select(static one => one.Path)) is { } hidden
            ? CheckResult.Found(
                $"its unit hides {hidden.Path} from it",
                $"change {hidden.Setting} in a drop-in: systemctl edit {Path.GetFileName(file)}",
                file!)
            : null;

    private static bool IsIn(string path, string directory) =>
        path == directory || path.StartsWith(directory + "/", StringComparison.Ordinal);
}
