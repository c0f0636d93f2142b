using Daemonize.Clustering;
using Daemonize.Identity;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Launch;

/// <summary>Finds out, for the parent of a daemon, whether the kernel has killed it at the end of its lease.</summary>
internal sealed class FenceWatch
{
    private readonly ParentNote _note;

    private FenceWatch(ParentNote note) => _note = note;

    /// <summary>Creates what the daemons inherit that this process starts; null if they have no fence, or cannot leave a note.</summary>
    public static FenceWatch? TryCreate(DaemonInstance instance) =>
        instance.Settings.NeedsFence && ParentNote.TryCreate() is { } note ? new FenceWatch(note) : null;

    /// <summary>Forgets the last daemon, before the next one starts.</summary>
    public void Forget() => _note.Clear();

    /// <summary>
    /// Gets which lease the daemon has lost, as a phrase that follows its name, if the fence has killed it; otherwise null. Called as soon
    /// as the end is known: a SIGKILL before the instant of the fence is of somebody else.
    /// </summary>
    // Not the lease itself: the watcher of a program without a cluster would contain its code.
    public string? FindLost(ProcessEnd end)
    {
        Span<long> numbers = stackalloc long[FenceNote.Length];
        return end.Status == Libc.SIGKILL && _note.TryRead(numbers) && FenceNote.Of(numbers) is var note && note.At <= BootClock.Now
            ? note.Lease.ToString()
            : null;
    }

    /// <summary>Describes an end in the log, as a phrase that follows the name of the daemon.</summary>
    /// <param name="lost">The lease that it has lost, as <see cref="FindLost"/> gives it.</param>
    public static string Describe(string lost) => $"{lost}; killed by the kernel (Fence)";
}
