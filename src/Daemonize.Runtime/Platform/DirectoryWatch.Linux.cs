using System.Diagnostics;
using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>
/// Tells when to look again at files that others create, move, write and remove. inotify(7) only makes that faster: instances and watches
/// are few, a sandbox may forbid it, and it does not see other machines' writes to a network file system. An event therefore never says
/// what has happened, and if no event can come, a timeout ends the wait. Directories are watched and not the files, which may be moved away
/// or not exist yet. Each directory is watched by path, and again when another directory replaces it.
/// </summary>
internal sealed class DirectoryWatch : IDisposable
{
    /// <summary>The time until the next look if no event can come: there is no inotify, or no such directory now.</summary>
    private static readonly long PollInterval = Stopwatch.Frequency / 10;

    /// <summary>
    /// The time until the next look if an event should come: a directory above may have been moved, or the file system may send none.
    /// </summary>
    private static readonly long CheckInterval = Stopwatch.Frequency;

    private const uint Changes = Libc.IN_MODIFY | Libc.IN_CREATE | Libc.IN_MOVED_TO | Libc.IN_DELETE_SELF | Libc.IN_MOVE_SELF;

    private readonly Descriptor? _inotify;
    private readonly List<WatchedDirectory> _directories;
    private bool _isComplete;

    /// <summary>Starts to watch the directories of <paramref name="files"/>.</summary>
    public DirectoryWatch(List<string> files)
    {
        _directories = files.ConvertAll(PathText.DirectoryOf)
            .FindAll(new HashSet<string>().Add)
            .ConvertAll(static path => new WatchedDirectory(path));
        var number = Libc.inotify_init1(Libc.IN_CLOEXEC | Libc.IN_NONBLOCK);
        _inotify = number >= 0 ? new Descriptor(number) : null;
        Refresh();
    }

    /// <summary>Waits until it is time to look, at the latest at <paramref name="timestamp"/>.</summary>
    /// <param name="timestamp">The end of all waiting, as a timestamp of <see cref="Stopwatch"/>.</param>
    /// <param name="process">A process whose end also ends the wait; null for none.</param>
    /// <param name="cancellation">A cancellation that also ends the wait; null for none.</param>
    public WatchResult Wait(long timestamp, DaemonProcess? process = null, Cancellation? cancellation = null)
    {
        var next = Stopwatch.GetTimestamp() + (_isComplete ? CheckInterval : PollInterval);
        Span<int> descriptors = [process?.Descriptor ?? -1, cancellation?.Descriptor ?? -1, _inotify?.Number ?? -1];
        switch (Poll.WaitForAny(descriptors, Math.Min(timestamp, next)))
        {
            case 0:
                return WatchResult.ProcessEnded;
            case 1:
                return WatchResult.Cancelled;
        }

        Refresh();
        return WatchResult.Look;
    }

    public void Dispose() => _inotify?.Dispose();

    /// <summary>Updates the watches. Called before a look: a change after the look sends an event.</summary>
    private void Refresh()
    {
        _isComplete = _inotify is not null;
        if (_inotify is null)
        {
            return;
        }

        Span<byte> events = stackalloc byte[4096];
        _ = Descriptor.Read(_inotify.Number, events, out _);
        foreach (var directory in _directories)
        {
            // Returns the same number for a directory that is already watched, and another number for another one, even with the same inode
            // number.
            var watch = Libc.inotify_add_watch(_inotify.Number, directory.Path, Changes);
            _isComplete &= watch >= 0;
            if (watch >= 0 && directory.Watch >= 0 && watch != directory.Watch
                && !_directories.Exists(other => other != directory && other.Watch == directory.Watch))
            {
                // Fails if that directory is gone, and its watch with it.
                _ = Libc.inotify_rm_watch(_inotify.Number, directory.Watch);
            }

            directory.Watch = watch >= 0 ? watch : directory.Watch;
        }
    }

    /// <param name="path">The path of the watched directory.</param>
    private sealed class WatchedDirectory(string path)
    {
        public string Path => path;

        /// <summary>The number of its watch; -1 if it has none.</summary>
        public int Watch { get; set; } = -1;
    }
}
