using Daemonize.Platform;

namespace Daemonize.Clustering;

/// <summary>
/// The kernel's timer that kills this process at the end of its lease while a tick runs: another process may take the lease then, and this
/// one may be stopped, frozen or in a long garbage collection, and not know it.
/// </summary>
/// <param name="timer">The timer of the kernel.</param>
/// <param name="note">Where a parent looks for the reason after the kernel has killed; null if no parent does.</param>
internal sealed class Fence(KillTimer timer, ParentNote? note) : IDisposable
{
    private const long Never = long.MaxValue;

    /// <summary>How long before it acts the log gets the reason, if the process still runs.</summary>
    private const long LastWord = 100 * TimeSpan.TicksPerMillisecond;

    private FenceNote _set = new(Never, default);
    private bool _hasSpoken;

    /// <summary>Sets the instant at which the kernel kills.</summary>
    /// <param name="instant">The instant on <see cref="BootClock"/>; long.MaxValue for never.</param>
    /// <param name="lease">The lease that ends then.</param>
    public void Set(long instant, LostLease lease = default)
    {
        var next = new FenceNote(instant, lease);
        if (next == _set)
        {
            return;
        }

        // The process may be stopped between the two steps. Of two instants the note has the earlier one, which at worst has passed when
        // the kernel kills: then the parent still finds the reason.
        var isEarlier = next.At <= _set.At;
        if (isEarlier)
        {
            Leave(next);
        }

        if (next.At != _set.At)
        {
            _hasSpoken = false;
            Arm(instant);
        }

        if (!isEarlier)
        {
            Leave(next);
        }

        _set = next;
    }

    /// <summary>When to call <see cref="MustSpeak"/>.</summary>
    public long SpeaksAt => _set.At == Never || _hasSpoken ? Never : _set.At - LastWord;

    /// <summary>Whether the kernel is about to kill, and nobody has said so; true once.</summary>
    public bool MustSpeak(long now)
    {
        var must = now >= SpeaksAt;
        _hasSpoken |= must;
        return must;
    }

    public void Dispose() => timer.Dispose();

    private void Leave(FenceNote next)
    {
        if (note is not null)
        {
            next.Write(note);
        }
    }

    private void Arm(long instant)
    {
        if (instant == Never)
        {
            timer.Disarm();
        }
        else
        {
            timer.Arm(instant);
        }
    }
}
