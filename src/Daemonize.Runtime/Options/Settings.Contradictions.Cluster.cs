using Daemonize.Text;

namespace Daemonize.Options;

/// <content>
/// Rejects what a daemon cannot do whose processes share a schedule. The build checks the attribute (DMN501 to DMN508).
/// </content>
internal sealed partial class Settings
{
    private const string ScopeOfCluster = "Scope 'Cluster'";

    private static readonly TimeSpan ShortInterval = TimeSpan.FromSeconds(1);

    /// <summary>Gets the warning of the build (DMN504) for an interval that was set at run time; null if there is none.</summary>
    /// <remarks>Only <see cref="IClusterSettings"/> uses this and <see cref="CheckCluster"/>: other daemons do without this code.</remarks>
    public string? IntervalWarning =>
        Read(Setting.Interval) is var (source, text) && text != CronText.Off
            && Setting.Interval.Kind.TryParse(text, out var interval, out _) && interval < ShortInterval
            ? $"{source} '{OneLine.From(text)}' of {_definition.Name} is shorter than 1s: the store is asked at each slot"
            : null;

    public void CheckCluster()
    {
        CheckSlots();
        if (MaxRuns > 0)
        {
            throw Contradicts(
                Describe(Setting.MaxRuns, $"{MaxRuns}"), ScopeOfCluster, "each process would count only its own ticks");
        }

        if (Interrupted == InterruptedPolicy.Rerun && Overlap == OverlapPolicy.Parallel)
        {
            throw Contradicts(
                Describe(Setting.Interrupted, $"{Interrupted}"), Describe(Setting.Overlap, $"{Overlap}"),
                "which of several open slots have ended is not recorded");
        }

        _ = FindStore();
    }

    /// <summary>Rejects a schedule whose slots differ from machine to machine.</summary>
    private void CheckSlots()
    {
        if (Delay is { } delay)
        {
            throw Contradicts(Describe(Setting.Delay, Duration.Format(delay)), ScopeOfCluster, "its ticks have no slots to share");
        }

        if (Interval is { } interval)
        {
            CheckInterval(interval);
        }

        if (Cron is not null && FindText(Setting.TimeZone) == TimeZoneName.Local)
        {
            throw Contradicts(
                Describe(Setting.TimeZone, TimeZoneName.Local), ScopeOfCluster,
                "the local time differs from machine to machine; use an IANA name such as Europe/Berlin, or UTC");
        }
    }

    private void CheckInterval(TimeSpan interval)
    {
        if (!AlignToClock)
        {
            throw Contradicts(
                Describe(Setting.AlignToClock, FlagKind.No), ScopeOfCluster,
                "machines share no other slots than the multiples of Interval since the epoch");
        }

        if (interval.Ticks % TimeSpan.TicksPerMillisecond != 0)
        {
            throw Contradicts(
                Describe(Setting.Interval, Duration.Format(interval)), ScopeOfCluster, "the store has slots of whole milliseconds");
        }
    }
}
