using System.Globalization;
using System.Text;
using Daemonize.Platform.Linux;
using Daemonize.Text;

namespace Daemonize.Tool.Doctor.Checks;

/// <summary>The limits of memory of the daemon's control group and of those around it (cgroups(7)).</summary>
internal static class MemoryLimitCheck
{
    /// <summary>Above this part of the limit, the next large allocation may be the end.</summary>
    private const double Most = 0.9;

    /// <summary>A limit of version 1 from which on there is none.</summary>
    private const long NoLimit = 1L << 60;

    public static CheckResult Look(ExaminedDaemon daemon, LiveProcess process)
    {
        var mounts = Encoding.UTF8.GetString(ProcFs.TryReadAll("/proc/self/mountinfo", out _) ?? []);
        if (FindGroup(process.Read("cgroup"), mounts) is not { } group)
        {
            return CheckResult.NotKnown("no control group for memory is mounted");
        }

        List<MemoryGroup> groups = [];
        for (var directory = group.Directory; directory.Length >= group.Mount.Length && Directory.Exists(directory);
            directory = directory[..directory.LastIndexOf('/')])
        {
            if (ReadGroup(directory) is { } read)
            {
                groups.Add(read);
            }
        }

        return groups.Count > 0 ? Judge(groups, daemon.Seen.FullName)
            : CheckResult.NotKnown($"{group.Directory} has no files of memory: the controller is off, or it is outside of this container");
    }

    /// <summary>Judges the groups, the daemon's own first, then those around it.</summary>
    public static CheckResult Judge(IReadOnlyList<MemoryGroup> groups, string daemon)
    {
        if (groups[0].Kills > 0)
        {
            return CheckResult.Found(
                $"{Plural.Of(groups[0].Kills, "process", "processes")} of its control group {(groups[0].Kills == 1 ? "was" : "were")} " +
                "killed because its memory was full",
                $"raise the limit (MemoryMax of the unit, --memory of the container), or find the growth: daemonize doctor {daemon}",
                groups[0].Directory);
        }

        foreach (var group in groups)
        {
            if (group.Limit is { } limit && group.Used > limit * Most)
            {
                return CheckResult.Found(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"its control group has used {group.Used >> 20} MB of {limit >> 20} MB: when it is full, the kernel kills"),
                    "raise the limit (MemoryMax of the unit, --memory of the container), or set MaxMemory, with which an allocation fails",
                    group.Directory);
            }
        }

        return CheckResult.PassedAs(groups[0].Directory);
    }

    /// <summary>Finds the directory of the group for memory of a process; null if none is mounted.</summary>
    /// <param name="groups">The text of /proc/PID/cgroup.</param>
    /// <param name="mounts">The text of /proc/self/mountinfo.</param>
    public static (string Directory, string Mount)? FindGroup(string groups, string mounts)
    {
        var all = MountTable.Parse(mounts);
        (string Directory, string Mount)? found = null;
        foreach (var line in groups.Split('\n'))
        {
            if (line.Split(':', 3) is not [var number, var controllers, var path])
            {
                continue;
            }

            var isFirst = controllers.Split(',').Contains("memory");
            var mount = all.Find(mount => isFirst
                ? mount.Type == "cgroup" && mount.SuperOptions.Split(',').Contains("memory")
                : number == "0" && mount.Type == "cgroup2");

            // A system that has both has the controller in version 1.
            if (mount is not null && (found is null || isFirst))
            {
                var rest = mount.Root != "/" && path.StartsWith(mount.Root, StringComparison.Ordinal) ? path[mount.Root.Length..] : path;
                found = ((mount.Point + rest).TrimEnd('/'), mount.Point);
            }
        }

        return found;
    }

    private static MemoryGroup? ReadGroup(string directory)
    {
        if (ReadNumber($"{directory}/memory.current") is { } current)
        {
            return new MemoryGroup(
                directory, current - (ReadField($"{directory}/memory.stat", "inactive_file ") ?? 0), ReadNumber($"{directory}/memory.max"),
                ReadField($"{directory}/memory.events", "oom_kill ") ?? 0);
        }

        return ReadNumber($"{directory}/memory.usage_in_bytes") is { } usage
            ? new MemoryGroup(
                directory, usage - (ReadField($"{directory}/memory.stat", "total_inactive_file ") ?? 0),
                ReadNumber($"{directory}/memory.limit_in_bytes") is < NoLimit and var limit ? limit : null,
                ReadField($"{directory}/memory.oom_control", "oom_kill ") ?? 0)
            : null;
    }

    /// <summary>Reads a number; null if there is none, as for a limit that is <c>max</c>.</summary>
    private static long? ReadNumber(string path) =>
        long.TryParse(ReadText(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? ReadField(string path, string name)
    {
        var line = Array.Find(ReadText(path).Split('\n'), line => line.StartsWith(name, StringComparison.Ordinal));
        return long.TryParse(line?[name.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string ReadText(string path) => Encoding.UTF8.GetString(ProcFs.TryReadAll(path, out _) ?? []).TrimEnd('\n');
}

/// <summary>The memory of a control group.</summary>
/// <param name="Directory">The directory of the group.</param>
/// <param name="Used">The bytes that it uses, without files that it can give back.</param>
/// <param name="Limit">The most that it may use, in bytes; null for no limit.</param>
/// <param name="Kills">How many of its processes the kernel has killed for memory.</param>
internal sealed record MemoryGroup(string Directory, long Used, long? Limit, long Kills);
