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
                ReadFile(SettingOption.PidFile) ?? definition.PidFile ?? definition.Name + ".pid", program,
                () => program.RuntimeDirectoryOf(definition));
        LogFile = ResolveLog(ReadFile(SettingOption.LogFile) ?? definition.LogFile ?? definition.Name + ".log");
        ErrorFile = (ReadFile(SettingOption.ErrorFile) ?? definition.ErrorFile) is { } errorFile ? ResolveLog(errorFile) : LogFile;
    }

    /// <summary>Gets the absolute path of the pid file, without the number of an instance.</summary>
    public string PidFile { get; }

    /// <summary>Gets the absolute path of the log, without the number of an instance, or a word of <see cref="LogTarget"/>.</summary>
    public string LogFile { get; }

    /// <summary>Gets the time between two slots; null if the daemon has none or it is off.</summary>
    public TimeSpan? Interval => ReadOrOff(SettingOption.Interval, _definition.Interval);

    /// <summary>Gets the time from the end of a tick to the next; null if the daemon has none or it is off.</summary>
    public TimeSpan? Delay => ReadOrOff(SettingOption.Delay, _definition.Delay);

    /// <summary>Gets the cron expression; null if the daemon has none or it is off.</summary>
    public CronExpression? Cron => _definition.Cron is null ? null : ReadCron();

    public TimeZoneInfo TimeZone => ReadTimeZone();

    public TimeSpan InitialDelay => ReadDuration(SettingOption.InitialDelay, mayBeZero: true) ?? _definition.InitialDelay;

    /// <summary>Gets the longest random wait; zero for none.</summary>
    public TimeSpan Jitter => ReadOrOff(SettingOption.Jitter, _definition.Jitter) ?? TimeSpan.Zero;

    public int JitterSeed => ReadNumber(SettingOption.JitterSeed) ?? _definition.JitterSeed;

    public bool AlignToClock => ReadFlag(SettingOption.AlignToClock) ?? _definition.AlignToClock;

    public OverlapPolicy Overlap => ReadPolicy<OverlapPolicy>(SettingOption.Overlap) ?? _definition.Overlap;

    public int MaxParallel => ReadNumber(SettingOption.MaxParallel) ?? _definition.MaxParallel;

    public MissedPolicy Missed => ReadPolicy<MissedPolicy>(SettingOption.Missed) ?? _definition.Missed;

    public int MaxMissed => ReadNumber(SettingOption.MaxMissed) ?? _definition.MaxMissed;

    /// <summary>Gets the longest time a tick may take; null for no limit.</summary>
    public TimeSpan? TickTimeout => ReadOrOff(SettingOption.TickTimeout, _definition.TickTimeout);

    /// <summary>Gets the number of ticks after which the daemon ends; 0 for never.</summary>
    public int MaxRuns => ReadNumber(SettingOption.MaxRuns) ?? _definition.MaxRuns;

    public FailureAction OnFailure => ReadPolicy<FailureAction>(SettingOption.OnFailure)
        ?? _definition.OnFailure
        ?? (_definition.Schedule == ScheduleKind.None ? FailureAction.Stop : FailureAction.Continue);

    public int MaxRetries => ReadNumber(SettingOption.MaxRetries) ?? _definition.MaxRetries;

    public TimeSpan RetryDelay => ReadDuration(SettingOption.RetryDelay) ?? _definition.RetryDelay;

    public TimeSpan MaxRetryDelay => ReadDuration(SettingOption.MaxRetryDelay) ?? _definition.MaxRetryDelay;

    /// <summary>Gets the number of consecutive failures after which the daemon ends; 0 for never.</summary>
    public int MaxFailures => ReadNumber(SettingOption.MaxFailures) ?? _definition.MaxFailures;

    public int Concurrency => ReadNumber(SettingOption.Concurrency) ?? _definition.Concurrency;

    /// <summary>Gets the number of instances that was set at run time, 1 or more; null if it was not set.</summary>
    public int? GivenInstances => Read(SettingOption.Instances) is var (source, text) ? ParseInstances(source, text) : null;

    /// <summary>Gets the number of instances from the attribute, 1 or more.</summary>
    public int DefinedInstances => CountInstances(_definition.Instances);

    public TimeSpan StartTimeout => ReadDuration(SettingOption.StartTimeout) ?? _definition.StartTimeout;

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
                return _definition.StartTimeout;
            }
        }
    }

    public TimeSpan StopTimeout => ReadDuration(SettingOption.StopTimeout) ?? _definition.StopTimeout;

    /// <summary>Gets the absolute path of the working directory.</summary>
    public string WorkingDirectory => ReadDirectory(SettingOption.WorkingDirectory) ?? _definition.WorkingDirectory;

    public int Umask => ReadMode(SettingOption.Umask) ?? _definition.Umask;

    /// <summary>Whether a daemon has a setting: a daemon without a schedule has no interval.</summary>
    public static bool Has(DaemonDefinition definition, SettingOption setting) =>
        setting.IsFor(definition.Schedule, definition.Results is not null);

    /// <summary>Gets the name of a setting's environment variable.</summary>
    public string VariableOf(SettingOption setting) =>
        OptionName.ToVariable(_program.Name, _definition.Name, setting, _program.Daemons.Length == 1);

    /// <summary>
    /// Gets the end of a message about a setting that this machine or this caller cannot use: the variable that it comes from; empty for
    /// another source.
    /// </summary>
    public string BlameFor(SettingOption setting) => WayOutFor(setting) is { } wayOut ? "; " + wayOut : "";

    /// <summary>Gets the same text as a clause; null for another source.</summary>
    public string? WayOutFor(SettingOption setting) => Read(setting) is var (source, _) ? source.WayOut : null;

    /// <summary>
    /// Reads all settings once to find mistakes. Called before a start, but not before a stop, which an invalid variable must not prevent.
    /// </summary>
    public void Check()
    {
        CheckLog();
        CheckRestart();
        _ = (Interval, Delay, Cron, InitialDelay, Jitter, JitterSeed, AlignToClock, Overlap, MaxParallel, Missed, MaxMissed, TickTimeout,
            MaxRuns);
        _ = (OnFailure, MaxRetries, RetryDelay, MaxRetryDelay, MaxFailures, Concurrency, GivenInstances, StartTimeout, StopTimeout,
            WorkingDirectory, Umask);
        if (_definition.Cron is not null)
        {
            // Any zone, even UTC, loads the culture data of the system, which other daemons do not need.
            _ = TimeZone;
        }

        CheckContext();
        CheckConfiguration();
        CheckContradictions();
    }

    // A name that is not a setting of this daemon may be one of its own options, or meant for another daemon.
    private (OptionSource Source, string Text)? Read(SettingOption setting)
    {
        if (!Has(_definition, setting))
        {
            return null;
        }

        if (_given.Argument(setting.Name) is { } argument)
        {
            return (OptionSource.Argument(setting.Name), argument);
        }

        var variable = VariableOf(setting);
        return _given.Variable(variable) is { } text ? (OptionSource.Variable(variable), text) : ReadConfigured(setting);
    }

    /// <summary>
    /// Gets a duration; null if it is off, or if the definition does not have it: <c>DAEMONIZE_NEWSAPP_INTERVAL</c> does not apply to a
    /// daemon with a cron expression.
    /// </summary>
    private TimeSpan? ReadOrOff(SettingOption setting, TimeSpan? defined)
    {
        if (!Has(_definition, setting))
        {
            return null;
        }

        var duration = Read(setting) is (_, CronText.Off) ? null : ReadDuration(setting) ?? defined;
        return duration == Timeout.InfiniteTimeSpan ? null : duration;
    }

    /// <summary>Gets the warning of the build (DMN218) for a cron expression that was set at run time; null if there is none.</summary>
    public string? CronWarning =>
        Read(SettingOption.Cron) is var (source, text) && CronText.RestrictsBothDays(text)
            ? $"{source} '{OneLine.From(text)}' of {_definition.Name} {CronText.BothDays}"
            : null;

    private CronExpression? ReadCron()
    {
        var (source, text) = Read(SettingOption.Cron) ?? (OptionSource.Other("Cron"), _definition.Cron!);
        return text == CronText.Off ? null
            : !CronText.TryParse(text, out var expression, out var mistake) ? throw Refuse(SettingOption.Cron, source, text, mistake)
            : !CronText.Comes(expression)
                ? throw Refuse(SettingOption.Cron, source, text, "it never comes, for no day matches all of its fields")
            : expression;
    }

    private TimeZoneInfo ReadTimeZone()
    {
        var (source, text) = Read(SettingOption.TimeZone) ?? (OptionSource.Other("TimeZone"), _definition.TimeZone);
        return _definition.Cron is null ? TimeZoneInfo.Utc
            : string.IsNullOrWhiteSpace(text) ? throw Refuse(SettingOption.TimeZone, source, text)
            : text == TimeZoneName.Local && Cron is not null && LocalTimeZone.FindProblem(FindAddedVariable("TZ")) is { } problem
                ? throw new DaemonException(
                $"{source} is {text}, but {problem}; set TZ or --{SettingOption.TimeZone.Name} to an IANA name, or to UTC if that is meant",
                DaemonExitCode.Usage)
            : TimeZoneName.TryFind(text, out var zone) ? zone
            : throw source.Refuse($"takes {TimeZoneName.Accepted}; this machine does not know '{OneLine.From(text)}'");
    }

    private bool? ReadFlag(SettingOption setting) =>
        Read(setting) is not var (source, text) ? null
        : OptionText.TryBoolean(text, out var flag) ? flag
        : throw Refuse(setting, source, text);

    private int? ReadNumber(SettingOption setting) =>
        Read(setting) is not var (source, text) ? null
        : OptionText.TryInteger(text, out int number) && setting.Range!.Contains(number) ? number
        : throw Refuse(setting, source, text);

    private TPolicy? ReadPolicy<TPolicy>(SettingOption setting)
        where TPolicy : struct, Enum =>
        Read(setting) is not var (source, text) ? null
        : Array.IndexOf(setting.Words, text) >= 0 ? EnumText.Parse<TPolicy>(text)
        : throw Refuse(setting, source, text);

    private static int ParseInstances(OptionSource source, string text) =>
        text == "auto" ? CountInstances(0)
        : OptionText.TryInteger(text, out int number) && (number == 0 || SettingOption.Instances.Range!.Contains(number))
            ? CountInstances(number)
        : throw Refuse(SettingOption.Instances, source, text);

    /// <summary>Resolves 0 to the number of processors. The runtime's count heeds affinity and the limits of cgroups.</summary>
    private static int CountInstances(int number) => number > 0 ? number : Environment.ProcessorCount;

    private TimeSpan? ReadDuration(SettingOption setting, bool mayBeZero = false)
    {
        if (Read(setting) is not var (source, text))
        {
            return null;
        }

        return !Duration.TryParse(text, out var duration) ? throw Refuse(setting, source, text)
            : duration == TimeSpan.Zero && !mayBeZero ? throw source.Refuse($"must be longer than zero: {Duration.Range}")
            : duration;
    }

    private string? ReadFile(SettingOption setting) =>
        Read(setting) is not var (source, text) ? null
        : (PathRule.FindMistakeOfFile(text) ?? setting.FindPathMistake(text)) is { } mistake ? throw Refuse(setting, source, text, mistake)
        : text;

    /// <summary>
    /// Gets an absolute path. A variable outlives the directory in which it was set, so a relative path in it is ambiguous.
    /// </summary>
    private string? ReadDirectory(SettingOption setting) =>
        Read(setting) is not var (source, text) ? null
        : text is not ['/', ..] ? throw source.Refuse($"takes an absolute path, not '{OneLine.From(text)}'")
        : PathRule.FindMistakeOfDirectory(text) is { } mistake ? throw Refuse(setting, source, text, mistake)
        : text;

    private int? ReadMode(SettingOption setting) =>
        Read(setting) is not var (source, text) ? null
        : Octal.TryParse(text, out var mode) ? mode
        : throw Refuse(setting, source, text);

    private static DaemonException Refuse(SettingOption setting, OptionSource source, string text, string? mistake = null) =>
        source.Refuse($"takes {setting.Accepted}, not '{OneLine.From(text)}'{(mistake is null ? "" : $": {mistake}")}");
}
