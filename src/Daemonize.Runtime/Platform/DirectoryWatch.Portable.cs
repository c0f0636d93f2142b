using System.Diagnostics;

namespace Daemonize.Platform;

/// <summary>Tells when to look again at files that others create, move, write and remove: ten times a second.</summary>
/// <param name="files">The files, which may be moved away or not exist yet.</param>
internal sealed class DirectoryWatch(List<string> files) : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until it is time to look, at the latest at <paramref name="timestamp"/>.</summary>
    /// <param name="timestamp">The end of all waiting, as a timestamp of <see cref="Stopwatch"/>.</param>
    /// <param name="process">A process whose end also ends the wait; null for none.</param>
    /// <param name="cancellation">A cancellation that also ends the wait; null for none.</param>
    public WatchResult Wait(long timestamp, DaemonProcess? process = null, Cancellation? cancellation = null)
    {
        var now = Stopwatch.GetTimestamp();
        var left = timestamp > now ? Stopwatch.GetElapsedTime(now, timestamp) : TimeSpan.Zero;
        var pause = left < PollInterval ? left : PollInterval;
        if (cancellation is null)
        {
            // FileSystemWatcher misses files on network file systems, and its limits are those of inotify(7) and kqueue(2).
            Thread.Sleep(pause);
        }
        else if (cancellation.Wait(pause))
        {
            return WatchResult.Cancelled;
        }

        return process is { HasEnded: true } ? WatchResult.ProcessEnded : WatchResult.Look;
    }

    public void Dispose() => files.Clear();
}
