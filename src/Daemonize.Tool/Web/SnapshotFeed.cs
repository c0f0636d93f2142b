using Daemonize.Tool.Fleet;
using Daemonize.Tool.Seeing;
using Microsoft.Extensions.Logging;

namespace Daemonize.Tool.Web;

/// <summary>
/// Looks at the daemons once a second while somebody looks at the page: all viewers get the same snapshots. Without a viewer there is no
/// thread, no open file and no wake-up.
/// </summary>
/// <param name="logger">The log of the daemon.</param>
/// <param name="toJson">Writes the rows as the streams show them.</param>
/// <param name="fleet">The other machines to look at too; null for none.</param>
internal sealed class SnapshotFeed(ILogger logger, Func<List<DaemonRow>, List<FeedRow>> toJson, FleetOptions? fleet = null)
{
    /// <summary>More records than a row of the page shows: it leaves out some of them.</summary>
    private const int RecordsRead = FeedRow.MaxRecent + 10;

    private static readonly TimeSpan Pause = new(0, 0, 1);

    /// <summary>Guards the fields below, and is pulsed when a look must not wait.</summary>
    private readonly object _gate = new();

    private readonly List<FeedViewer> _viewers = [];
    private bool _isRunning;
    private bool _isHurried;
    private bool _isToWalk;
    private FeedSnapshot? _last;

    /// <summary>Gets all daemons as they are now. Without a viewer, other machines are asked, and waited for.</summary>
    public List<DaemonRow> Look() => TakeLast() ?? [.. LookHere(), .. FleetFeed.Ask(fleet)];

    /// <summary>Gets the daemons of this machine as they are now.</summary>
    public List<DaemonRow> LookHere()
    {
        if (TakeLast() is { } rows)
        {
            return rows.FindAll(static row => row.Daemon.Remote is null);
        }

        using var source = new SnapshotSource([], RecordsRead);
        return source.Look(isToWalk: true);
    }

    /// <summary>Adds a viewer, who gets a snapshot at once and then each second.</summary>
    public void Add(FeedViewer viewer)
    {
        lock (_gate)
        {
            _viewers.Add(viewer);
            _isHurried = true;
            if (!_isRunning)
            {
                _isRunning = _isToWalk = true;
                new Thread(Run) { IsBackground = true }.Start();
            }

            Monitor.Pulse(_gate);
        }
    }

    public void Remove(FeedViewer viewer)
    {
        lock (_gate)
        {
            _ = _viewers.Remove(viewer);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Passes a verb call on to the viewers, and looks at once at all processes.</summary>
    public void Report(VerbCallState call)
    {
        lock (_gate)
        {
            _isToWalk = _isHurried = true;
            _viewers.ForEach(viewer => viewer.Report(call));
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Gets the daemons of the last look; null without a viewer.</summary>
    private List<DaemonRow>? TakeLast()
    {
        lock (_gate)
        {
            return _last is { } last && _isRunning && DateTimeOffset.UtcNow - last.At < Pause * 2
                ? last.Rows.ConvertAll(static row => row.Row)
                : null;
        }
    }

    private void Hurry()
    {
        lock (_gate)
        {
            _isHurried = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        try
        {
            using var source = FleetFeed.Open(fleet, new SnapshotSource([], RecordsRead), Hurry);
            while (TakeTurn() is { } isToWalk)
            {
                var last = _last;
                var snapshot = new FeedSnapshot((last?.Number ?? 0) + 1, DateTimeOffset.UtcNow, toJson(source.Look(isToWalk)), last);
                lock (_gate)
                {
                    _last = snapshot;
                    _viewers.ForEach(viewer => viewer.Show(snapshot));
                }

                WaitForNext();
            }
        }
        catch (Exception exception)
        {
            logger.LookFailed(exception);
            lock (_gate)
            {
                _viewers.ForEach(static viewer => viewer.Fail());
                _isRunning = false;
            }
        }
    }

    /// <summary>
    /// Begins a look, and gives whether to walk over all processes; null if nobody looks any more, with which the thread ends.
    /// </summary>
    private bool? TakeTurn()
    {
        lock (_gate)
        {
            if (_viewers.Count == 0)
            {
                _isRunning = false;
                _last = null;
                return null;
            }

            var isToWalk = _isToWalk;
            _isHurried = _isToWalk = false;
            return isToWalk;
        }
    }

    /// <summary>Waits until a second has passed, somebody is in a hurry, or nobody looks any more.</summary>
    private void WaitForNext()
    {
        lock (_gate)
        {
            var end = Environment.TickCount64 + (long)Pause.TotalMilliseconds;
            while (!_isHurried && _viewers.Count > 0 && end - Environment.TickCount64 is > 0 and var left)
            {
                _ = Monitor.Wait(_gate, (int)left);
            }
        }
    }
}
