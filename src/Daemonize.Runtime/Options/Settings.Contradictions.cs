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
        CheckFile(pidFile, SettingOption.LogFile, LogFile);
        CheckFile(pidFile, SettingOption.ErrorFile, ErrorFile);
        CheckOwner(pidFile);
        CheckLogSize();
        CheckLongest(SettingOption.RetryDelay, RetryDelay, SettingOption.MaxRetryDelay, MaxRetryDelay);
        CheckLongest(SettingOption.RestartDelay, RestartDelay, SettingOption.MaxRestartDelay, MaxRestartDelay);
        CheckRestart(SettingOption.RestartDelay);
        CheckRestart(SettingOption.MaxRestartDelay);
        CheckRestart(SettingOption.MaxRestarts);
        CheckRestart(SettingOption.RestartWindow);
        CheckSchedule();
        CheckJitter();
    }

    private void CheckFile(string pidFile, SettingOption setting, string file)
    {
        var log = LogTarget.IsFile(file) ? PathText.Normalize(file) : "";
        if (log == pidFile)
        {
            throw Contradicts(
                Describe(setting, file), Describe(SettingOption.PidFile, PidFile), "the log and the process id cannot share a file");
        }

        if (log == pidFile + InstanceFiles.LockSuffix)
        {
            throw Contradicts(
                Describe(setting, file), Describe(SettingOption.PidFile, PidFile), "this file is the lock next to the pid file");
        }
    }

    /// <summary>
    /// Rejects a pid file that another daemon of this program has (DMN902). A daemon whose own settings are invalid is skipped: it
    /// reports them itself.
    /// </summary>
    private void CheckOwner(string pidFile)
    {
        if (Read(SettingOption.PidFile) is null)
        {
            return;
        }

        foreach (var other in _program.Daemons)
        {
            if (other != _definition && TryFindPidFile(other) == pidFile)
            {
                throw new DaemonException(
                    $"{Describe(SettingOption.PidFile, PidFile)} is the pid file of {other.Name}, and two daemons cannot share one; " +
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
        if (Read(SettingOption.LogMaxSize) is not null && LogMaxSize > 0 && !LogTarget.IsFile(LogFile) && !LogTarget.IsFile(ErrorFile))
        {
            throw Contradicts(
                Describe(SettingOption.LogMaxSize, $"{LogMaxSize}"), Describe(SettingOption.LogFile, LogFile),
                "that is not a file and has no size");
        }
    }

    private void CheckLongest(SettingOption firstWait, TimeSpan first, SettingOption longestWait, TimeSpan longest)
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
    private void CheckRestart(SettingOption companion)
    {
        if (Restart == RestartPolicy.Never && IsSaid(SettingOption.Restart) && IsSaid(companion))
        {
            throw Contradicts(Describe(companion, ""), Describe(SettingOption.Restart, ""), "it has no effect without restarts");
        }
    }

    private void CheckSchedule()
    {
        if (_definition.Schedule == ScheduleKind.None && IsSaid(SettingOption.OnFailure) && OnFailure == FailureAction.Continue)
        {
            throw Contradicts(
                Describe(SettingOption.OnFailure, ""), "a method that runs once",
                "there is no next tick; leave it out, or use stop or retry");
        }

        if (IsSaid(SettingOption.MaxParallel) && Overlap != OverlapPolicy.Parallel)
        {
            throw Contradicts(
                Describe(SettingOption.MaxParallel, ""), Describe(SettingOption.Overlap, $"{Overlap}"), "it applies only to parallel");
        }

        if (IsSaid(SettingOption.MaxMissed) && Missed != MissedPolicy.All)
        {
            throw Contradicts(Describe(SettingOption.MaxMissed, ""), Describe(SettingOption.Missed, $"{Missed}"), "it applies only to all");
        }
    }

    private void CheckJitter()
    {
        if (IsSaid(SettingOption.JitterSeed) && JitterSeed != 0 && Jitter == TimeSpan.Zero && Read(SettingOption.Jitter) is null)
        {
            throw Contradicts(Describe(SettingOption.JitterSeed, ""), "a daemon without Jitter", "there is nothing random about it");
        }

        if (Interval is { } interval && Jitter >= interval)
        {
            throw Contradicts(
                Describe(SettingOption.Jitter, Duration.Format(Jitter)),
                Describe(SettingOption.Interval, Duration.Format(interval)),
                "a random wait that long would pass the next slot");
        }
    }

    /// <summary>
    /// Whether the setting was set at run time for this daemon. A variable applies to all daemons of the program that have the setting, and
    /// may be meant for another.
    /// </summary>
    private bool IsSaid(SettingOption setting) => Read(setting) is var (source, _) && (!source.IsVariable || _program.Daemons.Length == 1);

    /// <summary>Formats a setting and its value as given; <paramref name="value"/> if it is from the attribute.</summary>
    private string Describe(SettingOption setting, string value) =>
        Read(setting) is var (source, text) ? $"{source} '{OneLine.From(text)}'" : $"{setting.Property} '{OneLine.From(value)}'";

    private static DaemonException Contradicts(string setting, string other, string reason) =>
        new($"{setting} contradicts {other}: {reason}", DaemonExitCode.Usage);
}
