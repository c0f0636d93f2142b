using Daemonize.Identity;
using Daemonize.Platform.Linux;

namespace Daemonize.Commands;

/// <summary>
/// The turn of a command that changes which instances of daemons there are: from what it finds to what it leaves, no other command starts or stops any of them,
/// so that of two scalings at once the second finds what the first has made. Plain daemons take none (<see cref="InstanceSet.NeedsTurn"/>).
/// </summary>
/// <remarks>It is a lock that closes on exec: the daemons do not hold it, and a command that is killed lets it go.</remarks>
internal sealed class ScalingLock : IDisposable
{
    private readonly List<string> _files = [];
    private readonly List<InstanceLock> _locks = [];

    private ScalingLock()
    {
    }

    /// <summary>What the command is about, as it is now.</summary>
    public List<InstanceSet> Sets { get; private set; } = [];

    /// <summary>Waits for the turn, and finds out what there is.</summary>
    /// <param name="find">Finds it out: once to know whose turn it is, once more when it has come.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static ScalingLock Take(Func<List<InstanceSet>> find, CancellationToken cancellationToken = default) => Take(find, mayDoWithout: false, cancellationToken);

    /// <summary>
    /// The same for a command that only stops. It must succeed however the others end, and without a file that it may not use, because it is another
    /// user's: a caller that may not stop a daemon gets the error from the attempt.
    /// </summary>
    public static ScalingLock TakeToStop(Func<List<InstanceSet>> find, CancellationToken cancellationToken = default) => Take(find, mayDoWithout: true, cancellationToken);

    /// <summary>Ends it.</summary>
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
            var turn = new ScalingLock();
            try
            {
                turn.Acquire(sets.FindAll(static set => set.NeedsTurn), mayDoWithout, cancellationToken);
                sets = turn._files.Count == 0 ? sets : find();
                if (sets.TrueForAll(set => !set.NeedsTurn || turn._files.Contains(set.TurnFile)))
                {
                    turn.Sets = sets;
                    return turn;
                }
            }
            catch
            {
                turn.Dispose();
                throw;
            }

            // What was plain has been scaled meanwhile. All have to be taken again, in their order.
            turn.Dispose();
        }
    }

    private void Acquire(List<InstanceSet> sets, bool mayDoWithout, CancellationToken cancellationToken)
    {
        // In one order for all commands, or two could wait for each other.
        sets.Sort(static (one, other) => string.CompareOrdinal(one.TurnFile, other.TurnFile));
        foreach (var set in sets)
        {
            // Twice the same would wait for itself.
            if (_files.Contains(set.TurnFile))
            {
                continue;
            }

            _files.Add(set.TurnFile);
            try
            {
                _locks.Add(Acquire(set, cancellationToken));
            }
            catch (DaemonException) when (mayDoWithout)
            {
                // As TakeToStop says.
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
            if (InstanceLock.TryAcquire(set.TurnFile) is { } held)
            {
                return held;
            }

            if (deadline.HasPassed)
            {
                throw new DaemonException(
                    $"another command starts or stops {set.Name} and has not ended within {Duration.Format(patience)} (StartTimeout and StopTimeout); end it, or try again");
            }

            Thread.Sleep(InstanceLock.LookAgain);
        }
    }
}
