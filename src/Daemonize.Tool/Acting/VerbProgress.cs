using System.Diagnostics;
using Daemonize.Commands;
using Daemonize.Text;

namespace Daemonize.Tool.Acting;

/// <summary>
/// Shows on a terminal which verb is waited for, the oldest of those that run: <c>stopping newsapp/fetch, 2 of 5: 3s of 1m 15s at most</c>.
/// </summary>
internal sealed class VerbProgress : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<RunningVerb> _running = [];
    private readonly int _count;
    private readonly WaitLine _line;
    private int _begun;

    private VerbProgress(int count)
    {
        _count = count;
        _line = new WaitLine(Describe);
    }

    /// <summary>Shows the progress of a number of verbs; null if standard error is not a terminal.</summary>
    public static VerbProgress? Show(int count) => WaitLine.CanBeSeen ? new VerbProgress(count) : null;

    /// <summary>Runs a verb to its end, and shows it meanwhile.</summary>
    public VerbOutcome Run(VerbCall call)
    {
        var running = Begin(call.Verb, call.Name, call.Limit);
        try
        {
            return VerbProcess.Run(call);
        }
        finally
        {
            End(running);
        }
    }

    /// <summary>Shows a verb until <see cref="End"/>.</summary>
    /// <param name="verb">The verb that has begun.</param>
    /// <param name="name">The name of the daemon for people.</param>
    /// <param name="limit">How long the verb may take; null if that is not known here.</param>
    public RunningVerb Begin(DaemonVerb verb, string name, TimeSpan? limit)
    {
        // The name may be one that another user has chosen.
        var running = new RunningVerb(verb, OneLine.Whole(name), limit, Stopwatch.GetTimestamp());
        lock (_lock)
        {
            _begun++;
            _running.Add(running);
        }

        return running;
    }

    public void End(RunningVerb running)
    {
        lock (_lock)
        {
            _ = _running.Remove(running);
        }
    }

    public void Dispose() => _line.Dispose();

    private string Describe()
    {
        lock (_lock)
        {
            // Between two verbs there is nothing to wait for.
            if (_running is not [var oldest, ..])
            {
                return "";
            }

            var what = _count == 1 ? oldest.Name : $"{oldest.Name}, {_begun - _running.Count + 1} of {_count}";
            return WaitLine.Describe(oldest.Verb.ToWord(), what, Stopwatch.GetElapsedTime(oldest.Beginning))
                + (oldest.Limit is { } limit ? $" of {Duration.Format(limit)} at most" : "");
        }
    }
}

/// <summary>A verb that runs.</summary>
/// <param name="Verb">The verb that has begun.</param>
/// <param name="Name">The name of the daemon for people.</param>
/// <param name="Limit">How long it may take; null if that is not known.</param>
/// <param name="Beginning">When it began, as a timestamp of <see cref="Stopwatch"/>.</param>
internal sealed record RunningVerb(DaemonVerb Verb, string Name, TimeSpan? Limit, long Beginning);
