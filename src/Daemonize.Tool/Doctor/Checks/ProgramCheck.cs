using Daemonize.Platform;

namespace Daemonize.Tool.Doctor.Checks;

/// <summary>Whether the program was replaced on the disk since it was started.</summary>
internal static class ProgramCheck
{
    private const string Removed = " (deleted)";

    public static CheckResult Look(ExaminedDaemon daemon, LiveProcess process)
    {
        if (process.Link("exe") is not { } program)
        {
            return CheckResult.NotKnown($"cannot read /proc/{process.Id}/exe");
        }

        var restart = $"restart it: daemonize restart {daemon.Seen.FullName}";
        if (program.EndsWith(Removed, StringComparison.Ordinal))
        {
            return CheckResult.Found("its program was replaced or removed since it has started", restart, program);
        }

        // The assemblies of the program are next to it, or next to the one that the host was given.
        List<string> files = [program, .. daemon.Seen.Command.Where(static word => word is ['/', ..])];
        var maps = process.Read("maps");
        if (FindRemoved(maps, files) is { } removed)
        {
            return CheckResult.Found("a file of its program was replaced or removed since it has started", restart, removed);
        }

        var started = ProcessTable.StartOf(process.Record.StartTime);
        return FindChanged(maps, files, started) is { } changed
            ? CheckResult.Found("a file of its program was changed since it has started", restart, changed)
            : CheckResult.PassedAs(program);
    }

    /// <summary>Finds a file in a folder of the program that the process has mapped and that has no name any more; null for none.</summary>
    public static string? FindRemoved(string maps, List<string> files) =>
        MappedFiles(maps, files).Find(static path => path.EndsWith(Removed, StringComparison.Ordinal));

    private static string? FindChanged(string maps, List<string> files, DateTimeOffset started)
    {
        // The start of a process is known to a hundredth of a second, and the boot time to a second.
        var limit = started.AddSeconds(2);
        return files.Concat(MappedFiles(maps, files)).FirstOrDefault(path =>
            FileStat.TryRead(path, out var facts, out _) && facts.IsRegular
            && DateTimeOffset.UnixEpoch.AddTicks(facts.ModifiedAt / 100) > limit);
    }

    /// <summary>Gets the assemblies and libraries in the folders of files that the process has mapped (proc_pid_maps(5)).</summary>
    private static List<string> MappedFiles(string maps, List<string> files)
    {
        HashSet<string> folders = [.. files.Select(static file => PathText.DirectoryOf(file))];
        HashSet<string> mapped = [];
        foreach (var line in maps.Split('\n'))
        {
            var at = line.IndexOf('/', StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            var path = line[at..];
            var plain = path.EndsWith(Removed, StringComparison.Ordinal) ? path[..^Removed.Length] : path;
            if (plain.EndsWith(".dll", StringComparison.Ordinal) || plain.EndsWith(".so", StringComparison.Ordinal))
            {
                _ = folders.Contains(PathText.DirectoryOf(plain)) && mapped.Add(path);
            }
        }

        return [.. mapped];
    }
}
