using System.Globalization;
using Daemonize.Platform;

namespace Daemonize.Tool.Doctor.Checks;

/// <summary>Whether the process has what its settings say: mask, directory, limits, user and groups.</summary>
internal static class ProcessSettingsCheck
{
    public static CheckResult Look(ExaminedDaemon daemon, LiveProcess process)
    {
        if (daemon.Card is not { } card)
        {
            return CheckResult.NotKnown("it has no card, so its settings are not known");
        }

        var differences = Differences(daemon, process).Concat(UserDifferences(card.User, process)).ToList();
        return differences is [var first, ..]
            ? CheckResult.Found(
                $"{first.What} is {first.Actual}, and should be {first.Expected}",
                $"restart it: daemonize restart {daemon.Seen.FullName}; or set it where the program itself changes it",
                string.Join("; ", differences.Select(static one => $"{one.What}: {one.Actual}, not {one.Expected}")))
            : CheckResult.Passed;
    }

    private static IEnumerable<Difference> Differences(ExaminedDaemon daemon, LiveProcess process)
    {
        List<Difference?> all =
        [
            Compare("umask", Octal(process.Status("Umask")), Octal(daemon.SettingOf(Setting.Umask))),
            Compare("working directory", process.Link("cwd"), DirectoryOf(daemon)),
            Compare("number of open files", process.Limit("Max open files"), NumberOf(daemon, Setting.MaxOpenFiles)),
            Compare("limit of memory (RLIMIT_DATA)", process.Limit("Max data size"), SizeOf(daemon, Setting.MaxMemory)),
            IsOn(daemon, Setting.CoreDumps) ? null : Compare("size of core files", process.Limit("Max core file size"), 0),
            IsOn(daemon, Setting.NoNewPrivileges) ? Compare("NoNewPrivs", process.Status("NoNewPrivs"), "1") : null,
            NumberOf(daemon, Setting.Nice) is { } nice ? Compare("nice value", NiceOf(process), nice) : null,
        ];
        return all.OfType<Difference>();
    }

    /// <summary>Compares the user and the groups of a daemon with a User: all ids are that user's, and no group of root is left.</summary>
    private static IEnumerable<Difference> UserDifferences(string? name, LiveProcess process)
    {
        if (name is null || UserDatabase.FindUser(name) is not { } user)
        {
            yield break;
        }

        var ids = string.Join(' ', Enumerable.Repeat(user.Id, 4));
        if (Compare("user", process.Status("Uid").Replace('\t', ' '), ids) is { } different)
        {
            yield return different;
        }

        var rights = UserRights.Of(user.Id);
        var groups = process.Status("Groups").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var gid = process.Status("Gid").Split('\t')[0];
        if (Array.Find(groups, group => group != gid && !rights.Groups.Contains(uint.Parse(group, CultureInfo.InvariantCulture)))
            is { } foreign)
        {
            yield return new Difference("list of groups", $"with {foreign}", $"without it, which {user.Name} is not in");
        }
    }

    private static Difference? Compare<T>(string what, T? actual, T? expected) =>
        actual is null || expected is null || actual.Equals(expected) ? null
            : new Difference(what, $"{actual}", $"{expected}");

    private static Difference? Compare(string what, long actual, long? expected) =>
        expected is not { } wanted || actual == wanted ? null
            : new Difference(what, actual == long.MaxValue ? "unlimited" : $"{actual}", $"{wanted}");

    private static string? Octal(string? text) =>
        text?.TrimStart('0') is [_, ..] digits ? digits
        : text is null ? null
        : "0";

    /// <summary>Gets the directory without links; null where the daemon has another root, in which its paths are others.</summary>
    private static string? DirectoryOf(ExaminedDaemon daemon) =>
        daemon.SettingOf(Setting.RootDirectory) is not "/" || daemon.SettingOf(Setting.WorkingDirectory) is not { } directory ? null
        : directory == "/" ? directory
        : RealPath.Of(directory.TrimEnd('/') + "/.")[..^2];

    private static bool IsOn(ExaminedDaemon daemon, Setting setting) => daemon.SettingOf(setting) is "true" or "yes" or "on";

    private static long? NumberOf(ExaminedDaemon daemon, Setting setting) =>
        long.TryParse(daemon.SettingOf(setting), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static long? SizeOf(ExaminedDaemon daemon, Setting setting) =>
        daemon.SettingOf(setting) is { } text && ByteSize.TryParse(text, out var bytes) ? bytes : null;

    /// <summary>Reads field 19 of /proc/PID/stat, after the name in brackets.</summary>
    private static long NiceOf(LiveProcess process)
    {
        const int afterName = 3;
        const int nice = 19;
        var text = process.Read("stat");
        return long.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[nice - afterName], CultureInfo.InvariantCulture);
    }

    /// <summary>Something that is not as it is set.</summary>
    /// <param name="What">The thing, as the subject of a sentence.</param>
    /// <param name="Actual">What the process has.</param>
    /// <param name="Expected">What the settings say.</param>
    private sealed record Difference(string What, string Actual, string Expected);
}
