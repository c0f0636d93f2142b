using Daemonize.Generated;
using Daemonize.Identity;

namespace Daemonize.Options;

/// <content>
/// Settings that are each fine and together are not. The build has judged those of the attribute (DMN207); these meet at run time, and at least one of them is an
/// option, a variable or of a configuration file. A setting that only has nothing that it could be about is a mistake where it was said at run time: a start that
/// changes <c>Overlap</c> cannot take the <c>MaxParallel</c> of the attribute back.
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
            throw Contradicts(Describe(setting, file), Describe(SettingOption.PidFile, PidFile), "the log and the process id cannot share a file");
        }

        if (log == pidFile + InstanceFiles.LockSuffix)
        {
            throw Contradicts(Describe(setting, file), Describe(SettingOption.PidFile, PidFile), "this file is the lock next to the pid file");
        }
    }

    /// <summary>Another daemon of this program may have the pid file (DMN902). One whose own settings are mistaken has to say so itself.</summary>
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
                    $"{Describe(SettingOption.PidFile, PidFile)} is the pid file of {other.Name}, and two daemons cannot share one; choose another", DaemonExitCode.Usage);
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

    /// <summary>Only a file can be moved away. A start that logs elsewhere cannot take the size of the attribute back.</summary>
    private void CheckLogSize()
    {
        if (Read(SettingOption.LogMaxSize) is not null && LogMaxSize > 0 && !LogTarget.IsFile(LogFile) && !LogTarget.IsFile(ErrorFile))
        {
            throw Contradicts(Describe(SettingOption.LogMaxSize, $"{LogMaxSize}"), Describe(SettingOption.LogFile, LogFile), "that is no file, and has no size");
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

    /// <summary>Without restarts the others do nothing. A daemon that says nothing of restarts may be installed with them, so that only a word against them counts.</summary>
    private void CheckRestart(SettingOption companion)
    {
        if (Restart == Restart.Never && IsSaid(SettingOption.Restart) && IsSaid(companion))
        {
            throw Contradicts(Describe(companion, ""), Describe(SettingOption.Restart, ""), "what is never started again waits for nothing");
        }
    }

    private void CheckSchedule()
    {
        if (_definition.Schedule == ScheduleKind.None && IsSaid(SettingOption.OnFailure) && OnFailure == FailureAction.Continue)
        {
            throw Contradicts(Describe(SettingOption.OnFailure, ""), "a method that runs once", "there is no tick to go on with; leave it out, or use stop or retry");
        }

        if (IsSaid(SettingOption.MaxParallel) && Overlap != Overlap.Parallel)
        {
            throw Contradicts(Describe(SettingOption.MaxParallel, ""), Describe(SettingOption.Overlap, $"{Overlap}"), "it is for parallel");
        }

        if (IsSaid(SettingOption.MaxMissed) && Missed != Missed.All)
        {
            throw Contradicts(Describe(SettingOption.MaxMissed, ""), Describe(SettingOption.Missed, $"{Missed}"), "it is for all");
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

    /// <summary>Whether it was said at run time of this daemon. A variable is for all daemons of the program that have the setting, and may be meant for another.</summary>
    private bool IsSaid(SettingOption setting) => Read(setting) is var (source, _) && (!source.IsVariable || _program.Daemons.Length == 1);

    /// <summary>A setting with its value, as it was said; <paramref name="value"/> where that is of the attribute.</summary>
    private string Describe(SettingOption setting, string value) =>
        Read(setting) is var (source, text) ? $"{source} '{OneLine.From(text)}'" : $"{setting.Property} '{OneLine.From(value)}'";

    private static DaemonException Contradicts(string setting, string other, string reason) => new($"{setting} contradicts {other}: {reason}", DaemonExitCode.Usage);
}
