using Daemonize.Identity;
using Daemonize.Platform.Linux;

namespace Daemonize.Commands;

/// <summary><c>logs</c>: the end of each log, and with <c>-f</c> what is added, through rotation, as <c>tail -F</c> does it.</summary>
internal static class Logs
{
    public static int Show(List<DaemonInstance> instances, CommandLine commandLine)
    {
        var output = new LogOutput(withHeaders: instances.Count > 1);
        var tails = instances.ConvertAll(instance => new LogTail(instance, output));
        try
        {
            using var changes = commandLine.Follow ? Watch(tails) : null;
            var shown = tails.FindAll(tail => tail.ShowEnd(commandLine.Lines));
            if (changes is not null)
            {
                Follow(tails, changes, output);
            }
            else if (shown.Count == 0)
            {
                throw new DaemonException($"there is no log {tails[0].Path} yet; 'start' creates it");
            }

            return DaemonExitCode.Success;
        }
        finally
        {
            tails.ForEach(tail => tail.Dispose());
        }
    }

    private static void Follow(List<LogTail> tails, Descriptor changes, LogOutput output)
    {
        var events = new byte[4096];
        while (!output.IsClosed)
        {
            // What changed is found by looking; the events only say when to look.
            if (Descriptor.Read(changes.Number, events, out var errno) < 0)
            {
                throw Errno.Exception("watch the logs", errno);
            }

            tails.ForEach(tail => tail.ShowNew());
        }
    }

    /// <summary>Watches the directories, not the files: a file that is moved away or not there yet has no events of its own.</summary>
    private static Descriptor Watch(List<LogTail> tails)
    {
        var number = Libc.inotify_init1(Libc.IN_CLOEXEC);
        if (number < 0)
        {
            throw Errno.Exception("watch the logs", Errno.Last);
        }

        foreach (var tail in tails)
        {
            var directory = tail.Path[..Math.Max(tail.Path.LastIndexOf('/'), 1)];
            if (Libc.inotify_add_watch(number, directory, Libc.IN_MODIFY | Libc.IN_CREATE | Libc.IN_MOVED_TO) < 0)
            {
                throw Errno.Exception($"watch {directory}", Errno.Last, "start the daemon first");
            }
        }

        return new Descriptor(number);
    }
}
