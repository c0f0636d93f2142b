using System.Text;
using Daemonize.Platform;

namespace Daemonize.Places;

/// <summary>The paths of the files of a daemon and its numbered instances, all derived from the path of the pid file.</summary>
internal static class InstanceFiles
{
    public const string LockSuffix = ".lock";

    public static string LockOf(string pidFile) => pidFile + LockSuffix;

    /// <summary>
    /// Gets the path of an instance's file: the number precedes the extension, as in <c>news.2.pid</c>; 0 is the plain daemon, whose path
    /// has no number.
    /// </summary>
    public static string WithNumber(string path, int number)
    {
        var (before, after) = SplitForNumber(path);
        return number > 0 ? $"{before}.{number}{after}" : path;
    }

    /// <summary>
    /// Finds the numbers of the instances that have ever run, sorted, by their lock files. If the directory cannot be listed, there are
    /// none.
    /// </summary>
    public static List<int> FindNumbers(string pidFile)
    {
        var (before, after) = SplitForNumber(pidFile);
        var name = before.LastIndexOf('/') + 1;
        var numbers =
            NumberedEntries.TryList(
                before[..name], Encoding.UTF8.GetBytes(before[name..] + "."), Encoding.UTF8.GetBytes(LockOf(after)), out _) ?? [];
        numbers.RemoveAll(static number => !Setting.Instances.Range!.Contains(number));
        numbers.Sort();
        return numbers;
    }

    /// <summary>Whether a daemon with this pid file runs or is being started, plain or as an instance.</summary>
    public static bool IsAnyHeld(string pidFile) =>
        FileStat.TryRead(PathText.DirectoryOf(pidFile), out _, out _)
        && (IsHeld(pidFile) || FindNumbers(pidFile).Exists(number => IsHeld(WithNumber(pidFile, number))));

    private static bool IsHeld(string pidFile) => LockProbe.Of(LockOf(pidFile)).State is not (LockState.Free or LockState.Unknown);

    private static (string Before, string After) SplitForNumber(string path)
    {
        var name = path.LastIndexOf('/') + 1;
        var extension = path.LastIndexOf('.') is var dot && dot >= name ? dot : path.Length;
        return (path[..extension], path[extension..]);
    }
}
