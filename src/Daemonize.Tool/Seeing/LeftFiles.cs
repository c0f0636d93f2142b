using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Reporting;

namespace Daemonize.Tool.Seeing;

/// <summary>
/// Finds the daemons that have left a lock file and a status file in a usual runtime directory, and have no card: their last run was in the
/// foreground, or there was no place for a card.
/// </summary>
internal static class LeftFiles
{
    /// <summary>Finds the pid files of the daemons, without those that a predicate knows.</summary>
    public static List<string> FindPidFiles(Predicate<string> isKnown)
    {
        List<string> found = [];
        foreach (var directory in Directories())
        {
            foreach (var lockFile in List(directory, static path => Directory.EnumerateFiles(path, "*" + InstanceFiles.LockSuffix)))
            {
                var pidFile = lockFile[..^InstanceFiles.LockSuffix.Length];
                if (!isKnown(pidFile) && File.Exists(StatusFile.PathOf(pidFile)))
                {
                    found.Add(pidFile);
                }
            }
        }

        return found;
    }

    /// <summary>Gets the directories that programs have for the files of running daemons.</summary>
    private static List<string> Directories()
    {
        List<string> directories = [.. (Environment.GetEnvironmentVariable("RUNTIME_DIRECTORY") ?? "").Split(':')];
        directories.RemoveAll(static path => path is not ['/', ..]);
        var parents = ThisProcess.IsRoot ? (List<string>)["/run"] : [$"/tmp/daemonize-{ThisProcess.UserId}"];
        if (!ThisProcess.IsRoot && UserHome.Directory is { } home)
        {
            parents.Add($"{home}/.local/state");
        }

        parents.ForEach(parent => directories.AddRange(List(parent, Directory.EnumerateDirectories)));
        return directories;
    }

    private static List<string> List(string path, Func<string, IEnumerable<string>> enumerate)
    {
        try
        {
            return [.. enumerate(path)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A directory that does not exist, has just been removed, or is another user's.
            return [];
        }
    }
}
