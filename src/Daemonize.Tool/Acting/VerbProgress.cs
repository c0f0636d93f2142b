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
    private readonly List<(VerbCall Call, long Beginning)> _running = [];
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
        var running = (call, Stopwatch.GetTimestamp());
        lock (_lock)
        {
            _begun++;
            _running.Add(running);
        }

        try
        {
            return VerbProcess.Run(call);
        }
        finally
        {
            lock (_lock)
            {
                _ = _running.Remove(running);
            }
        }
    }

    public void Dispose() => _line.Dispose();

    private string Describe()
    {
        lock (_lock)
        {
            // Between two verbs there is nothing to wait for.
            if (_running is not [var (call, beginning), ..])
            {
                return "";
            }

            // The name may be one that another user has chosen.
            var name = OneLine.Whole(call.Name);
            var what = _count == 1 ? name : $"{name}, {_begun - _running.Count + 1} of {_count}";
            return WaitLine.Describe(call.Verb.ToWord(), what, Stopwatch.GetElapsedTime(beginning))
                + $" of {Duration.Format(call.Limit)} at most";
        }
    }
}
