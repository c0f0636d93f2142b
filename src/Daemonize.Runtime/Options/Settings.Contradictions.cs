using Daemonize.CompilerServices;
using Daemonize.Places;
using Daemonize.Text;

namespace Daemonize.Options;

/// <content>
/// Rejects settings that are valid on their own but contradict each other. The build checks those of the attribute (DMN207); here, at least
/// one is an option, a variable or from a configuration file. A setting that has no effect without another is a mistake only if it was set
/// at run time: a start that changes <c>Overlap</c> cannot remove the <c>MaxParallel</c> of the attribute.
/// </content>
internal sealed partial class Settings
{
    private const string NotShorter = "the longest wait is not shorter than the first";

    private void CheckContradictions()
    {
        var pidFile = PathText.Normalize(PidFile);
        CheckFile(pidFile, Setting.LogFile, LogFile);
        CheckFile(pidFile, Setting.ErrorFile, ErrorFile);
        CheckOwner(pidFile);
        CheckLogSize();
        CheckLongest(Setting.RetryDelay, RetryDelay, Setting.MaxRetryDelay, MaxRetryDelay);
        CheckLongest(Setting.RestartDelay, RestartDelay, Setting.MaxRestartDelay, MaxRestartDelay);
        CheckRestart(Setting.RestartDelay);
        CheckRestart(Setting.MaxRestartDelay);
        CheckRestart(Setting.MaxRestarts);
        CheckRestart(Setting.RestartWindow);
        CheckSchedule();
        CheckJitter();
        OfCluster?.Check(this);
    }

    private void CheckFile(string pidFile, Setting setting, string file)
    {
        var log = LogTarget.IsFile(file) ? PathText.Normalize(file) : "";
        if (log == pidFile)
        {
            throw Contradicts(
                Describe(setting, file), Describe(Setting.PidFile, PidFile), "the log and the process id cannot share a file");
        }

        if (log == pidFile + InstanceFiles.LockSuffix)
        {
            throw Contradicts(
                Describe(setting, file), Describe(Setting.PidFile, PidFile), "this file is the lock next to the pid file");
        }
    }

    /// <summary>
    /// Rejects a pid file that another daemon of this program has (DMN902). A daemon whose own settings are invalid is skipped: it
    /// reports them itself.
    /// </summary>
    private void CheckOwner(string pidFile)
    {
        if (Read(Setting.PidFile) is null)
        {
            return;
        }

        foreach (var other in _program.Daemons)
        {
            if (other != _definition && TryFindPidFile(other) == pidFile)
            {
                throw new DaemonException(
                    $"{Describe(Setting.PidFile, PidFile)} is the pid file of {other.Name}, and two daemons cannot share one; " +
                    "choose another", DaemonExitCode.Usage);
            }
        }
    }

    private string? TryFindPidFile(DaemonDefinition other)
    {
        try
        {
            return PathText.Normalize(new Settings(other, _program, new SuppliedOptions()).PidFile);
        }
        catch (DaemonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Rejects a log size for a target that is not a file: only a file can be rotated. A start with another target cannot remove the
    /// attribute's size.
    /// </summary>
    private void CheckLogSize()
    {
        if (Read(Setting.LogMaxSize) is not null && LogMaxSize > 0 && !LogTarget.IsFile(LogFile) && !LogTarget.IsFile(ErrorFile))
        {
            throw Contradicts(
                Describe(Setting.LogMaxSize, $"{LogMaxSize}"), Describe(Setting.LogFile, LogFile),
                "that is not a file and has no size");
        }
    }

    private void CheckLongest(Setting firstWait, TimeSpan first, Setting longestWait, TimeSpan longest)
    {
        if (longest >= first)
        {
            return;
        }

        var (firstText, longestText) = (Describe(firstWait, Duration.Format(first)), Describe(longestWait, Duration.Format(longest)));
        throw Read(longestWait) is null ? Contradicts(firstText, longestText, NotShorter) : Contradicts(longestText, firstText, NotShorter);
    }

    /// <summary>
    /// Rejects restart options if <c>Restart</c> was set to <c>never</c>. A daemon without <c>Restart</c> may be installed with them, so
    /// only an explicit <c>never</c> counts.
    /// </summary>
    private void CheckRestart(Setting companion)
    {
        if (Restart == RestartPolicy.Never && IsSaid(Setting.Restart) && IsSaid(companion))
        {
            throw Contradicts(Describe(companion, ""), Describe(Setting.Restart, ""), "it has no effect without restarts");
        }
    }

    private void CheckSchedule()
    {
        if (_definition.Schedule == ScheduleKind.None && IsSaid(Setting.OnFailure) && OnFailure == FailureAction.Continue)
        {
            throw Contradicts(
                Describe(Setting.OnFailure, ""), "a method that runs once",
                "there is no next tick; leave it out, or use stop or retry");
        }

        if (IsSaid(Setting.MaxParallel) && Overlap != OverlapPolicy.Parallel && Shards == 0)
        {
            throw Contradicts(
                Describe(Setting.MaxParallel, ""), Describe(Setting.Overlap, $"{Overlap}"), "it applies only to parallel");
        }

        if (IsSaid(Setting.MaxMissed) && Missed != MissedPolicy.All)
        {
            throw Contradicts(Describe(Setting.MaxMissed, ""), Describe(Setting.Missed, $"{Missed}"), "it applies only to all");
        }
    }

    private void CheckJitter()
    {
        if (IsSaid(Setting.JitterSeed) && JitterSeed != 0 && Jitter == TimeSpan.Zero && Read(Setting.Jitter) is null)
        {
            throw Contradicts(Describe(Setting.JitterSeed, ""), "a daemon without Jitter", "there is nothing random about it");
        }

        if (Interval is { } interval && Jitter >= interval)
        {
            throw Contradicts(
                Describe(Setting.Jitter, Duration.Format(Jitter)),
                Describe(Setting.Interval, Duration.Format(interval)),
                "a random wait that long would pass the next slot");
        }
    }

    /// <summary>
    /// Whether the setting was set at run time for this daemon. A variable applies to all daemons of the program that have the setting, and
    /// may be meant for another.
    /// </summary>
    private bool IsSaid(Setting setting) => Read(setting) is var (source, _) && (!source.IsVariable || _program.Daemons.Length == 1);

    /// <summary>Formats a setting and its value as given; <paramref name="value"/> if it is from the attribute.</summary>
    private string Describe(Setting setting, string value) =>
        Read(setting) is var (source, text)
            ? $"{source} '{OneLine.From(Show(setting, text))}'"
            : $"{setting.Property} '{OneLine.From(value)}'";

    private static DaemonException Contradicts(string setting, string other, string reason) =>
        new($"{setting} contradicts {other}: {reason}", DaemonExitCode.Usage);
}
