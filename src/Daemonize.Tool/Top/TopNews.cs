using System.Runtime.ExceptionServices;
using Daemonize.Platform;
using Daemonize.Tool.Acting;

namespace Daemonize.Tool.Top;

/// <summary>What other threads and signals have for the loop: the newest of each kind counts. Each wakes the loop.</summary>
/// <param name="wake">Ends the wait of the loop.</param>
internal sealed class TopNews(Wake wake)
{
    private readonly Lock _lock = new();
    private TopNewsItems _items = new();

    public void Show(TopSnapshot snapshot) => Add(items => items with { Snapshot = snapshot });

    public void Report(VerbOutcome outcome) => Add(items => items with { Outcome = outcome });

    public void Resize() => Add(static items => items with { IsResized = true });

    public void Suspend() => Add(static items => items with { IsSuspended = true });

    public void Continue() => Add(static items => items with { IsContinued = true });

    public void End(int exitCode) => Add(items => items with { ExitCode = exitCode });

    /// <summary>Passes on an exception: the loop gives the terminal back before it ends the process.</summary>
    public void Fail(Exception exception) => Add(items => items with { Failure = ExceptionDispatchInfo.Capture(exception) });

    /// <summary>Takes all that has come since the last call.</summary>
    public TopNewsItems Take()
    {
        lock (_lock)
        {
            wake.Clear();
            var items = _items;
            _items = new();
            return items;
        }
    }

    private void Add(Func<TopNewsItems, TopNewsItems> add)
    {
        lock (_lock)
        {
            _items = add(_items);
            wake.Set();
        }
    }
}

/// <summary>What has come since the last look at it.</summary>
internal sealed record TopNewsItems
{
    public TopSnapshot? Snapshot { get; init; }

    public VerbOutcome? Outcome { get; init; }

    public bool IsResized { get; init; }

    public bool IsSuspended { get; init; }

    public bool IsContinued { get; init; }

    public int? ExitCode { get; init; }

    public ExceptionDispatchInfo? Failure { get; init; }
}
