namespace Daemonize;

/// <summary>
/// A setting of the attribute that is also an option. The generator and the runtime share this file, so the help matches what is read.
/// </summary>
/// <param name="Name">The name of the option without its dashes.</param>
/// <param name="Property">The name of the attribute's property.</param>
/// <param name="Placeholder">The placeholder of the value in the help; empty for a flag.</param>
/// <param name="Accepted">The accepted values, as a phrase for messages.</param>
/// <param name="Help">The description of the option in the help.</param>
/// <param name="Scope">The daemons that have the setting; all by default.</param>
/// <param name="Default">The value if neither the user nor the attribute sets one; null if the help shows no default.</param>
internal sealed record SettingOption(
    string Name, string Property, string Placeholder, string Accepted, string Help, SettingScope Scope = SettingScope.Every,
    string? Default = null)
{
    private const string AcceptedPath = "the path of a file";
    private const string AcceptedOff = Duration.Accepted + ", or off";

    public static readonly SettingOption Interval =
        new("interval", "Interval", "duration", AcceptedOff, "Time between two ticks", SettingScope.Interval);
    public static readonly SettingOption Delay =
        new("delay", "Delay", "duration", AcceptedOff, "Time from the end of a tick to the next", SettingScope.Delay);
    public static readonly SettingOption Cron = new("cron", "Cron", "expression", CronText.Accepted, "When to tick", SettingScope.Cron);
    public static readonly SettingOption TimeZone =
        new("time-zone", "TimeZone", "name", TimeZoneName.Accepted, "The time zone of the cron expression", SettingScope.Cron, "local");
    public static readonly SettingOption InitialDelay =
        new("initial-delay", "InitialDelay", "duration", Duration.Accepted, "Wait before the first tick", Default: "0s");
    public static readonly SettingOption Jitter =
        new("jitter", "Jitter", "duration", AcceptedOff, "Maximum random wait before each tick", SettingScope.Ticks, "off");
    public static readonly SettingOption JitterSeed =
        Number("jitter-seed", "JitterSeed", new(0), "Seed of the random waits", SettingScope.Ticks, "0");

    public static readonly SettingOption AlignToClock =
        new("align-to-clock", "AlignToClock", "", "yes or no", "Tick at multiples of the interval since the epoch", SettingScope.Interval);

    public static readonly SettingOption Overlap =
        new("overlap", "Overlap", "policy", "skip, queue, parallel or replace", "When the previous tick still runs", SettingScope.Slots,
            "skip");
    public static readonly SettingOption MaxParallel =
        Number("max-parallel", "MaxParallel", new(1), "Maximum ticks at a time with --overlap parallel", SettingScope.Slots, "10");

    public static readonly SettingOption Missed =
        new("missed", "Missed", "policy", "skip, once or all", "What to do about missed slots", SettingScope.Slots, "skip");
    /// <summary>Waiting slots are in memory: more than a million would take hundreds of megabytes.</summary>
    public static readonly SettingOption MaxMissed =
        Number("max-missed", "MaxMissed", new(1, 1_000_000), "Maximum slots to make up for with --missed all", SettingScope.Slots, "100");

    public static readonly SettingOption TickTimeout =
        new("tick-timeout", "TickTimeout", "duration", AcceptedOff, "Maximum duration of a tick", SettingScope.Ticks, "off");
    public static readonly SettingOption MaxRuns =
        Number("max-runs", "MaxRuns", new(0), "Stop after this many ticks; 0: never", SettingScope.Ticks, "0");
    public static readonly SettingOption OnFailure =
        new("on-failure", "OnFailure", "policy", "continue, stop or retry", "What to do when the method fails");
    public static readonly SettingOption MaxRetries =
        Number("max-retries", "MaxRetries", new(1), "Maximum number of retries after a failure", @default: "3");
    public static readonly SettingOption RetryDelay =
        new("retry-delay", "RetryDelay", "duration", Duration.Accepted, "Wait before the first retry", Default: "1s");
    public static readonly SettingOption MaxRetryDelay =
        new("max-retry-delay", "MaxRetryDelay", "duration", Duration.Accepted, "The longest wait before a retry", Default: "1m");

    public static readonly SettingOption MaxFailures =
        Number("max-failures", "MaxFailures", new(0), "Stop after this many failures in a row; 0: never", SettingScope.Ticks, "0");

    public static readonly SettingOption Restart =
        new("restart", "Restart", "policy", "never, on-failure or always", "When to restart a daemon that has ended", Default: "never");

    public static readonly SettingOption RestartDelay =
        new("restart-delay", "RestartDelay", "duration", Duration.Accepted, "Wait before a restart; doubles with each", Default: "1s");

    public static readonly SettingOption MaxRestartDelay =
        new("max-restart-delay", "MaxRestartDelay", "duration", Duration.Accepted, "The longest wait before a restart", Default: "1m");

    public static readonly SettingOption MaxRestarts =
        Number("max-restarts", "MaxRestarts", new(0), "Maximum restarts within the window; 0: unlimited", @default: "10");

    public static readonly SettingOption RestartWindow =
        new("restart-window", "RestartWindow", "duration", Duration.Accepted, "Time window in which restarts count", Default: "10m");

    /// <summary>The limit exists because each handler is a separate task from the beginning.</summary>
    public static readonly SettingOption Concurrency =
        Number("concurrency", "Concurrency", new(1, 10_000), "Maximum results handled at a time", SettingScope.Results, "1");

    /// <summary>The limit exists because a mistyped number must not start processes until memory is exhausted.</summary>
    public static readonly SettingOption Instances =
        Number("instances", "Instances", new(1, 10_000), "Number of instances; auto: one per CPU", @default: "1", orWord: ", or auto");

    public static readonly SettingOption StartTimeout =
        new("start-timeout", "StartTimeout", "duration", Duration.Accepted, "Maximum duration of a start", Default: "30s");

    public static readonly SettingOption StopTimeout =
        new("stop-timeout", "StopTimeout", "duration", Duration.Accepted, "Maximum duration of a stop before SIGKILL", Default: "30s");

    public static readonly SettingOption PidFile = new("pid-file", "PidFile", "path", AcceptedPath, "The pid file");
    public static readonly SettingOption LogFile = new("log-file", "LogFile", "path", LogTarget.Accepted, "The log");
    public static readonly SettingOption ErrorFile =
        new("error-file", "ErrorFile", "path", LogTarget.Accepted, "Separate file for standard error");
    public static readonly SettingOption LogMaxSize =
        new("log-max-size", "LogMaxSize", "size", ByteSize.AcceptedFrom + "4KB to " + ByteSize.Greatest + ", or off",
            "Rotate the log at this size", Default: "off");

    public static readonly SettingOption LogBackups =
        Number("log-backups", "LogBackups", new(0), "Number of rotated logs to keep", @default: "5");
    public static readonly SettingOption LogCompress =
        new("log-compress", "LogCompress", "", "yes or no", "Compress rotated logs", Default: "no");
    public static readonly SettingOption LogFormat =
        new("log-format", "LogFormat", "policy", "text or json", "Format of log records", Default: "text");
    public static readonly SettingOption WorkingDirectory =
        new("working-directory", "WorkingDirectory", "path", "the path of a directory", "Working directory of the daemon", Default: "/");

    public static readonly SettingOption Umask =
        new("umask", "Umask", "mode", "an octal number from 000 to 777", "File mode creation mask", Default: "022");

    public static readonly SettingOption User =
        new("user", "User", "name", UserName.Accepted, "User that the daemon runs as; requires root", Default: "the caller");
    public static readonly SettingOption Group =
        new("group", "Group", "name", UserName.Accepted, "Group that the daemon runs as, instead of the user's primary group");
    public static readonly SettingOption RootDirectory =
        new("root-directory", "RootDirectory", "path", "the path of a directory",
            "Root directory of the daemon (chroot); requires NativeAOT", Default: "/");

    public static readonly SettingOption CoreDumps =
        new("core-dumps", "CoreDumps", "", "yes or no", "Leave a core file after a crash", Default: "no");
    public static readonly SettingOption NoNewPrivileges =
        new("no-new-privileges", "NoNewPrivileges", "", "yes or no", "Prevent the daemon and its children from gaining privileges",
            Default: "no");

    /// <summary>With fewer descriptors, the .NET runtime does not reach Main.</summary>
    public static readonly SettingOption MaxOpenFiles =
        Number("max-open-files", "MaxOpenFiles", new(16), "Maximum number of open descriptors", @default: "the caller's");

    public static readonly SettingOption MaxMemory =
        new("max-memory", "MaxMemory", "size", ByteSize.AcceptedFrom + "1 to " + ByteSize.Greatest, "Maximum memory",
            Default: "the caller's");
    public static readonly SettingOption Nice = Number("nice", "Nice", new(-20, 19), "Nice value", @default: "the caller's");
    /// <summary>The daemon itself uses the numbers below 5: the standard streams, and the descriptors that a start passes on.</summary>
    public static readonly SettingOption KeepDescriptors =
        new("keep-descriptors", "KeepDescriptors", "numbers", "numbers from 5 to 2147483647, separated by commas",
            "Descriptors of the caller to keep open", Default: "none")
        {
            Range = new(5),
        };

    public static readonly SettingOption Environment =
        new("environment", "Environment", "entry", EnvironmentEntry.Accepted, "Add to the environment; may be repeated");

    public static readonly SettingOption EnvironmentFile =
        new("environment-file", "EnvironmentFile", "path", "an absolute path, with '-' before it if there may be no such file",
            "Add NAME=value lines from a file to the environment");

    /// <summary>The accepted numbers; null for a setting that is not a number.</summary>
    public NumberRange? Range { get; init; }

    /// <summary>All settings, in the order of the help.</summary>
    public static readonly SettingOption[] All =
    [
        Interval, Delay, Cron, TimeZone, InitialDelay, Jitter, JitterSeed, AlignToClock, Overlap, MaxParallel, Missed, MaxMissed,
        TickTimeout, MaxRuns,
        OnFailure, MaxRetries, RetryDelay, MaxRetryDelay, MaxFailures, Restart, RestartDelay, MaxRestartDelay, MaxRestarts, RestartWindow,
        Concurrency, Instances, StartTimeout, StopTimeout, PidFile, LogFile, ErrorFile, LogMaxSize, LogBackups, LogCompress, LogFormat,
        WorkingDirectory, Umask,
        User, Group, RootDirectory, CoreDumps, NoNewPrivileges, MaxOpenFiles, MaxMemory, Nice, KeepDescriptors, Environment,
        EnvironmentFile,
    ];

    /// <summary>Gets the value if neither the user nor the attribute sets one; null for a setting without a default.</summary>
    public string? DefaultOf(string daemon) => this == PidFile ? daemon + ".pid"
        : this == LogFile ? daemon + ".log" : Default;

    /// <summary>Whether a daemon with this schedule has the setting.</summary>
    public bool IsFor(ScheduleKind schedule, bool hasResults) => Scope switch
    {
        SettingScope.Every => true,
        SettingScope.Interval => schedule == ScheduleKind.Interval,
        SettingScope.Delay => schedule == ScheduleKind.Delay,
        SettingScope.Cron => schedule == ScheduleKind.Cron,
        SettingScope.Slots => schedule is ScheduleKind.Interval or ScheduleKind.Cron,
        SettingScope.Ticks => schedule != ScheduleKind.None,
        _ => hasResults,
    };

    /// <summary>Whether the option takes no value: <c>--align-to-clock</c>.</summary>
    public bool IsFlag => Placeholder.Length == 0;

    /// <summary>
    /// The words that the option accepts, for completion; empty if it accepts other text. A log option accepts the path of a file as well.
    /// </summary>
    public string[] Words =>
        Placeholder == "policy" ? Accepted.Split([", ", " or "], StringSplitOptions.None)
        : this == LogFile || this == ErrorFile ? LogTarget.Words
        : [];

    private static SettingOption Number(
        string name, string property, NumberRange range, string help, SettingScope scope = SettingScope.Every, string? @default = null,
        string orWord = "") =>
        new(name, property, "number", range.Accepted + orWord, help, scope, @default) { Range = range };

    /// <summary>Whether the setting is the path of one of the daemon's files: every verb needs it to find the daemon.</summary>
    public bool IsPlace => this == PidFile || this == LogFile || this == ErrorFile;

    /// <summary>Whether the value is the path of a file or directory.</summary>
    public bool IsPath => IsPlace || this == WorkingDirectory || this == RootDirectory;

    /// <summary>Returns why a text is not the path that it seems to be, as a phrase for messages; null for a valid text.</summary>
    public string? FindPathMistake(string text) =>
        this == LogFile || this == ErrorFile ? LogTarget.FindMistake(text)
        : this == PidFile ? FilePathText.FindPidFileMistake(text)
        : IsPath ? FilePathText.FindMistake(text)
        : null;

    /// <summary>Whether the value is the path of a file.</summary>
    public bool IsFile => IsPlace || this == EnvironmentFile;

    /// <summary>Whether a verb takes the option.</summary>
    public bool IsTakenBy(Verb verb) => verb.Settings switch
    {
        VerbSettings.None => false,
        VerbSettings.Files => IsPlace,
        VerbSettings.Stop => IsPlace || this == StopTimeout || this == User,
        VerbSettings.ServiceFile => this != User && this != KeepDescriptors,
        _ => true,
    };
}
