using System.Diagnostics;
using Daemonize.Notify;
using Daemonize.Reporting;
using Daemonize.Scheduling;

namespace Daemonize.Lifetime;

/// <summary>
/// The work of the schedule's thread between ticks: it keeps the files of the daemon, and the line that a service manager shows.
/// </summary>
/// <param name="files">Keeps the files; null where nothing is kept.</param>
/// <param name="report">The service manager's report; null without a service manager.</param>
internal sealed class Upkeep(IUpkeep? files, ServiceReport? report) : IUpkeep
{
    private readonly long _second = Stopwatch.Frequency;
    private string? _told;
    private long _toldAt;

    public long Look() => Math.Min(files?.Look() ?? long.MaxValue, report is null ? long.MaxValue : Tell(report));

    /// <summary>Tells the line if it has changed, at most once a second: the manager wakes up for each.</summary>
    private long Tell(ServiceReport to)
    {
        var now = Stopwatch.GetTimestamp();
        if (now < _toldAt + _second)
        {
            return _toldAt + _second;
        }

        if (ExitReport.Line is { } line && line != _told)
        {
            to.Tell(line);
            (_told, _toldAt) = (line, now);
        }

        return long.MaxValue;
    }
}
