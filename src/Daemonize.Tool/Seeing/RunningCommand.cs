using Daemonize.Arguments;
using Daemonize.Platform;

namespace Daemonize.Tool.Seeing;

/// <summary>
/// Finds how to call the program of a running daemon that has no card, from its process: it runs in the foreground or under a service
/// manager, or another user has started it.
/// </summary>
internal static class RunningCommand
{
    private const string Removed = " (deleted)";

    /// <summary>Gets the executable and the words of its host; empty if they cannot be determined.</summary>
    public static string[] Find(int pid)
    {
        var words = ProcessTable.ReadArguments(pid);
        var verb =
            words.Count == 0 ? -1 : words.FindIndex(1, static word => word is StageVerb.Daemon or StageVerb.Watch or "run" or "once");
        if (verb < 0 || FindExecutable(pid, words[0]) is not { } executable)
        {
            return [];
        }

        // In the foreground, the paths are as the user has written them.
        var directory = ProcessTable.TryReadDirectory(pid);
        for (var i = 1; i < verb; i++)
        {
            if (words[i] is not ['/' or '-', ..] && directory is not null && Path.Combine(directory, words[i]) is var path
                && File.Exists(path))
            {
                words[i] = path;
            }
        }

        return [executable, .. words[1..verb]];
    }

    /// <summary>
    /// Gets the path as it was called, which may be a link to the current release; otherwise the path of the file that runs, or that has
    /// taken its place.
    /// </summary>
    private static string? FindExecutable(int pid, string called)
    {
        if (called is ['/', ..] && File.Exists(called))
        {
            return called;
        }

        var path = ProcessTable.TryReadProgram(pid);
        path = path?.EndsWith(Removed, StringComparison.Ordinal) == true ? path[..^Removed.Length] : path;
        return path is ['/', ..] && File.Exists(path) ? path : null;
    }
}
