using Daemonize.Identity;
using Daemonize.Platform;

namespace Daemonize.Operations;

/// <summary>
/// The lock of a command that changes which instances run. While it is held, no other command starts or stops any of them: of two
/// concurrent scalings, the second finds the result of the first. Plain daemons need no lock (<see cref="InstanceSet.NeedsScalingLock"/>).
/// </summary>
/// <remarks>The descriptor closes on exec: daemons do not hold the lock, and the end of a killed command releases it.</remarks>
internal sealed class ScalingLock : IDisposable
{
    private readonly List<string> _files = [];
    private readonly List<InstanceLock> _locks = [];

    private ScalingLock()
    {
    }

    /// <summary>Gets the instances that the command acts on, as found while the lock is held.</summary>
    public List<InstanceSet> Sets { get; private set; } = [];

    /// <summary>Waits for the locks and then finds the instances.</summary>
    /// <param name="find">Finds the instances: once to determine the locks, and once more when they are held.</param>
    /// <param name="cancellationToken">Cancels the wait for the locks.</param>
    public static ScalingLock Take(Func<List<InstanceSet>> find, CancellationToken cancellationToken = default) =>
        Take(find, mayDoWithout: false, cancellationToken);

    /// <summary>
    /// Waits for the locks as <c>Take</c> does, for a command that only stops. It continues without a lock that it cannot take, because
    /// another command does not end or the file is another user's: the attempt to stop gives the caller the error.
    /// </summary>
    public static ScalingLock TakeToStop(Func<List<InstanceSet>> find, CancellationToken cancellationToken = default) =>
        Take(find, mayDoWithout: true, cancellationToken);

    /// <summary>Releases the locks.</summary>
    public void Dispose()
    {
        _locks.ForEach(static held => held.Dispose());
        _locks.Clear();
    }

    private static ScalingLock Take(Func<List<InstanceSet>> find, bool mayDoWithout, CancellationToken cancellationToken)
    {
        var sets = find();
        while (true)
        {
            var scaling = new ScalingLock();
            try
            {
                scaling.Acquire(sets.FindAll(static set => set.NeedsScalingLock), mayDoWithout, cancellationToken);
                sets = scaling._files.Count == 0 ? sets : find();
                if (sets.TrueForAll(set => !set.NeedsScalingLock || scaling._files.Contains(set.ScalingLockFile)))
                {
                    scaling.Sets = sets;
                    return scaling;
                }
            }
            catch
            {
                scaling.Dispose();
                throw;
            }

            // A plain daemon has been scaled meanwhile. All locks must be taken again, in their order.
            scaling.Dispose();
        }
    }

    private void Acquire(List<InstanceSet> sets, bool mayDoWithout, CancellationToken cancellationToken)
    {
        // All commands use the same order; otherwise two could deadlock.
        sets.Sort(static (one, other) => string.CompareOrdinal(one.ScalingLockFile, other.ScalingLockFile));
        foreach (var set in sets)
        {
            // A second lock on the same file would wait for the first.
            if (_files.Contains(set.ScalingLockFile))
            {
                continue;
            }

            _files.Add(set.ScalingLockFile);
            try
            {
                _locks.Add(Acquire(set, cancellationToken));
            }
            catch (DaemonException) when (mayDoWithout)
            {
                // Continue without this lock, as TakeToStop documents.
            }
        }
    }

    private static InstanceLock Acquire(InstanceSet set, CancellationToken cancellationToken)
    {
        var patience = set.Patience;
        set.CreateRuntimeDirectory();
        var deadline = new Deadline(patience);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (InstanceLock.TryAcquire(set.ScalingLockFile) is { } held)
            {
                return held;
            }

            if (deadline.HasPassed)
            {
                throw new DaemonException(
                    $"another command starts or stops {set.Name} and has not ended within {Duration.Format(patience)} (StartTimeout and " +
                    "StopTimeout); end it, or try again");
            }

            // The release of a lock sends no event, and F_OFD_SETLKW can neither be cancelled nor have a deadline.
            Thread.Sleep(InstanceLock.LookAgain);
        }
    }
}
