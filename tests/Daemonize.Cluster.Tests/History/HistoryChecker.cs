namespace Daemonize.Cluster.Tests.History;

/// <summary>
/// Judges what callers saw of one shard: whether there is an order of their steps that keeps to the real time, in which each had to get the
/// answer that it got. It knows only <see cref="ContractModel"/>.
/// </summary>
/// <remarks>
/// The search of Wing and Gong, "Testing and Verifying Concurrent Objects" (1993), with the memory of states of Lowe (2017). A step that
/// changes nothing, such as a look or a refusal, is placed as soon as it fits: no other order can need it later.
/// </remarks>
public sealed class HistoryChecker
{
    private readonly Operation[] _operations;
    private readonly UInt128[] _marks;
    private readonly bool[] _isPlaced;
    private readonly HashSet<(Lease Record, UInt128 Placed)> _visited = [];
    private UInt128 _placed;
    private int _count;
    private int _most = -1;
    private string _obstacle = "";

    private HistoryChecker(IEnumerable<Operation> history)
    {
        _operations = [.. history.OrderBy(static operation => operation.Called)];
        _isPlaced = new bool[_operations.Length];
        var random = new Random(1);
        _marks = [.. _operations.Select(_ => new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()))];
    }

    /// <summary>Checks a history from a record on. Returns null if an order exists, or else where the search ended.</summary>
    /// <param name="start">The record before the first call.</param>
    /// <param name="history">The calls on its shard, in any order.</param>
    public static string? FindMistake(Lease start, IEnumerable<Operation> history)
    {
        var checker = new HistoryChecker(history);
        return checker.Search(Comparable(start))
            ? null
            : $"no order explains the answers: {checker._most} of {checker._operations.Length} steps fit, then none of {checker._obstacle}";
    }

    /// <summary>Depth first, with a stack on the heap: a history has more steps than a thread's stack has room for.</summary>
    private bool Search(Lease start)
    {
        var path = new Stack<Position>();
        path.Push(Enter(start, []));
        while (_count < _operations.Length)
        {
            if (path.Peek().Changes.TryDequeue(out var change))
            {
                Place(change.Operation);
                path.Push(Enter(change.After, [change.Operation]));
                continue;
            }

            path.Pop().Placed.ForEach(Remove);
            if (path.Count == 0)
            {
                return false;
            }
        }

        return true;
    }

    private Position Enter(Lease record, List<int> placed)
    {
        var before = 0;
        do
        {
            before = _count;
            foreach (var index in FindNext().Where(index => Answer(record, index) == record))
            {
                Place(index);
                placed.Add(index);
            }
        }
        while (_count > before);

        if (_count > _most)
        {
            _most = _count;
            _obstacle = $"{string.Join("; ", FindNext().Select(index => _operations[index]))} after {record}";
        }

        IEnumerable<Change> changes = _visited.Add((record, _placed))
            ? FindNext().Select(index => new Change(index, Answer(record, index)!)).Where(static change => change.After is not null)
            : [];
        return new(placed, new(changes));
    }

    /// <summary>
    /// Gets the record after a step that has this record before it, if the answer was right for that; the record itself for a right
    /// refusal.
    /// </summary>
    private Lease? Answer(Lease record, int index)
    {
        var operation = _operations[index];
        var after = ContractModel.Apply(record, operation.Step, operation.Now);
        if (after is null || operation.Record is null)
        {
            return after is null && operation.Record is null ? record : null;
        }

        // A store in which a step can overtake an earlier one keeps the later end of the two.
        var keepsEnd = operation.Step is BeginStep or RenewStep && operation.Record.Until == record.Until && record.Until > after.Until;
        after = Comparable(keepsEnd ? after with { Until = record.Until } : after);
        return after == Comparable(operation.Record) ? after : null;
    }

    /// <summary>The steps that can be next: those that were called before any other of the rest had returned.</summary>
    private List<int> FindNext()
    {
        var first = long.MaxValue;
        var next = new List<int>();
        for (var index = 0; index < _operations.Length && _operations[index].Called <= first; index++)
        {
            if (!_isPlaced[index])
            {
                next.Add(index);
                first = Math.Min(first, _operations[index].Returned);
            }
        }

        next.RemoveAll(index => _operations[index].Called > first);
        return next;
    }

    private void Place(int index)
    {
        _isPlaced[index] = true;
        _placed ^= _marks[index];
        _count++;
    }

    private void Remove(int index)
    {
        _isPlaced[index] = false;
        _placed ^= _marks[index];
        _count--;
    }

    /// <summary>A record without what is for people, what belongs to the deputy, and what has no meaning.</summary>
    private static Lease Comparable(Lease lease) => lease with
    {
        Host = null,
        Deputy = null,
        DeputyUntil = 0,
        Until = lease.Owner is null ? 0 : lease.Until,
    };

    private sealed record Change(int Operation, Lease After);

    /// <summary>A point of the search.</summary>
    /// <param name="Placed">The steps placed since the last point.</param>
    /// <param name="Changes">The steps to try next.</param>
    private sealed record Position(List<int> Placed, Queue<Change> Changes);
}
