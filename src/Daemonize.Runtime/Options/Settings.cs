using Cronos;
using Daemonize.CompilerServices;
using Daemonize.Places;
using Daemonize.Platform;
using Daemonize.Text;

namespace Daemonize.Options;

/// <summary>
/// The effective settings of a daemon. In order of precedence: command line, environment, configuration file, attribute, default.
/// </summary>
internal sealed partial class Settings
{
    private readonly DaemonDefinition _definition;
    private readonly DaemonProgram _program;
    private readonly SuppliedOptions _given;

    public Settings(DaemonDefinition definition, DaemonProgram program, SuppliedOptions given)
    {
        _definition = definition;
        _program = program;
        _given = given;
        PidFile =
            Directories.ResolvePidFile(
                Get(Setting.PidFile), program, () => program.RuntimeDirectoryOf(definition));
        LogFile = ResolveLog(Get(Setting.LogFile));
        ErrorFile = FindText(Setting.ErrorFile) is { } errorFile ? ResolveLog(errorFile) : LogFile;
    }

    /// <summary>Gets the absolute path of the pid file, without the number of an instance.</summary>
    public string PidFile { get; }

    /// <summary>Gets the absolute path of the log, without the number of an instance, or a word of <see cref="LogTarget"/>.</summary>
    public string LogFile { get; }

    /// <summary>Gets the time between two slots; null if the daemon has none or it is off.</summary>
    public TimeSpan? Interval => FindTime(Setting.Interval);

    /// <summary>Gets the time from the end of a tick to the next; null if the daemon has none or it is off.</summary>
    public TimeSpan? Delay => FindTime(Setting.Delay);

    /// <summary>Gets the cron expression; null if the daemon has none or it is off.</summary>
    public CronExpression? Cron =>
        FindText(Setting.Cron) is { } text and not CronText.Off && CronText.TryParse(text, out var expression, out _) ? expression : null;

    public TimeZoneInfo TimeZone => ReadTimeZone();

    public TimeSpan InitialDelay => Get(Setting.InitialDelay);

    public bool TickAtStart => Get(Setting.TickAtStart);

    /// <summary>Gets the longest random wait; zero for none.</summary>
    public TimeSpan Jitter => FindTime(Setting.Jitter) ?? TimeSpan.Zero;

    public int JitterSeed => Get(Setting.JitterSeed);

    public bool History => Get(Setting.History);

    public bool AlignToClock => Get(Setting.AlignToClock);

    public OverlapPolicy Overlap => (OverlapPolicy)Get(Setting.Overlap);

    public int MaxParallel => Get(Setting.MaxParallel);

    public MissedPolicy Missed => (MissedPolicy)Get(Setting.Missed);

    public int MaxMissed => Get(Setting.MaxMissed);

    /// <summary>Gets the longest time a tick may take; null for no limit.</summary>
    public TimeSpan? TickTimeout => FindTime(Setting.TickTimeout);

    /// <summary>Gets the number of ticks after which the daemon ends; 0 for never.</summary>
    public int MaxRuns => Get(Setting.MaxRuns);

    public FailureAction OnFailure =>
        TryGet(Setting.OnFailure, out var action) ? (FailureAction)action
        : _definition.Schedule == ScheduleKind.None ? FailureAction.Stop
        : FailureAction.Continue;

    public int MaxRetries => Get(Setting.MaxRetries);

    public TimeSpan RetryDelay => Get(Setting.RetryDelay);

    public TimeSpan MaxRetryDelay => Get(Setting.MaxRetryDelay);

    /// <summary>Gets the number of consecutive failures after which the daemon ends; 0 for never.</summary>
    public int MaxFailures => Get(Setting.MaxFailures);

    public int Concurrency => Get(Setting.Concurrency);

    /// <summary>Gets the number of instances that was set at run time, 1 or more; null if it was not set.</summary>
    public int? GivenInstances => TryGetGiven(Setting.Instances, out var number) ? CountInstances(number) : null;

    /// <summary>Gets the number of instances from the attribute, 1 or more.</summary>
    public int DefinedInstances => CountInstances(_definition.Get(Setting.Instances));

    public TimeSpan StartTimeout => Get(Setting.StartTimeout);

    /// <summary>
    /// Gets the start timeout for a command that looks for a running daemon. An invalid variable must not prevent a stop; the attribute's
    /// value is used then.
    /// </summary>
    public TimeSpan StartTimeoutToFind
    {
        get
        {
            try
            {
                return StartTimeout;
            }
            catch (DaemonException)
            {
                return _definition.Get(Setting.StartTimeout);
            }
        }
    }

    public TimeSpan StopTimeout => Get(Setting.StopTimeout);

    /// <summary>Gets the absolute path of the working directory.</summary>
    public string WorkingDirectory => Get(Setting.WorkingDirectory);

    public int Umask => Get(Setting.Umask);

    /// <summary>Whether a daemon has a setting: a daemon without a schedule has no interval.</summary>
    public static bool Has(DaemonDefinition definition, Setting setting) =>
        setting.IsFor(definition.Schedule, definition.Results is not null, definition.IsCluster);

    /// <summary>Gets the name of a setting's environment variable.</summary>
    public string VariableOf(Setting setting) =>
        OptionName.ToVariable(_program.Name, _definition.Name, setting, _program.Daemons.Length == 1);

    /// <summary>
    /// Gets the end of a message about a setting that this machine or this caller cannot use: the variable that it comes from; empty for
    /// another source.
    /// </summary>
    public string BlameFor(Setting setting) => WayOutFor(setting) is { } wayOut ? "; " + wayOut : "";

    /// <summary>Gets the same text as a clause; null for another source.</summary>
    public string? WayOutFor(Setting setting) => Read(setting) is var (source, _) ? source.WayOut : null;

    /// <summary>
    /// Finds mistakes in the settings that were set at run time. Called before a start, but not before a stop, which an invalid variable
    /// must not prevent.
    /// </summary>
    public void Check()
    {
        foreach (var setting in Setting.All)
        {
            Check(setting);
        }

        if (_definition.Schedule == ScheduleKind.Cron)
        {
            // Any zone, even UTC, loads the culture data of the system, which other daemons do not need.
            _ = TimeZone;
        }

        CheckConfiguration();
        CheckContradictions();
    }

    /// <summary>Gets the warning of the build (DMN218) for a cron expression that was set at run time; null if there is none.</summary>
    public string? CronWarning =>
        Read(Setting.Cron) is var (source, text) && CronText.RestrictsBothDays(text)
            ? $"{source} '{OneLine.From(text)}' of {_definition.Name} {CronText.BothDays}"
            : null;

    /// <summary>Gets a warning about the schedule that was set at run time; null if there is none.</summary>
    public string? ScheduleWarning => CronWarning ?? OfCluster?.FindWarning(this);

    private TimeZoneInfo ReadTimeZone()
    {
        var (source, text) = Read(Setting.TimeZone) ?? (OptionSource.Other("TimeZone"), _definition.Get(Setting.TimeZone));
        return _definition.Schedule != ScheduleKind.Cron ? TimeZoneInfo.Utc
            : string.IsNullOrWhiteSpace(text) ? throw Refuse(Setting.TimeZone, source, text)
            : text == TimeZoneName.Local && Cron is not null && LocalTimeZone.FindProblem(FindAddedVariable("TZ")) is { } problem
                ? throw new DaemonException(
                $"{source} is {text}, but {problem}; set TZ or --{Setting.TimeZone.Name} to an IANA name, or to UTC if that is meant",
                DaemonExitCode.Usage)
            : TimeZoneName.TryFind(text, out var zone) ? zone
            : throw source.Refuse($"takes {TimeZoneName.Accepted}; this machine does not know '{OneLine.From(text)}'");
    }

    /// <summary>Resolves 0 to the number of processors. The runtime's count heeds affinity and the limits of cgroups.</summary>
    private static int CountInstances(int number) => number > 0 ? number : Environment.ProcessorCount;
}
