namespace Daemonize;

/// <summary>
/// The table of settings. A setting is a property of the attribute, an option, an environment variable and a key of the configuration
/// file, with the same text in all of them. Its default and its limits are in this table and nowhere else. The generator and the runtime
/// share it: what the build accepts, what the help and the completion show, and what a start reads follow from it.
/// </summary>
internal abstract partial class Setting
{
    private static readonly FlagKind YesOrNo = new();
    private static readonly DurationKind Duration = new(mayBeZero: false, mayBeOff: false);
    private static readonly DurationKind DurationOrOff = new(mayBeZero: false, mayBeOff: true);
    /// <summary>The limit exists because a shorter lease would be lost at each short delay of the network.</summary>
    private static readonly DurationKind LeaseDuration = new(mayBeZero: false, mayBeOff: false) { Least = TimeSpan.FromSeconds(3) };
    private static readonly TextKind NameOfUser = new("name", UserName.Accepted, UserName.IsValid);
    private static readonly PathKind LogPath = new(LogTarget.Accepted, PathRule.FindMistakeOfFile, LogTarget.FindMistake, LogTarget.Words);
    private static readonly PathKind DirectoryPath =
        new("the path of a directory", PathRule.FindMistakeOfDirectory, FilePathText.FindMistake) { IsDirectory = true };

    public static readonly Setting<SettingTime> Interval =
        TimeOrOff("interval", SettingGroup.Schedule, "Time between two ticks", null, SettingScope.Interval);
    public static readonly Setting<SettingTime> Delay =
        TimeOrOff("delay", SettingGroup.Schedule, "Time from the end of a tick to the next", null, SettingScope.Delay);
    public static readonly Setting<string> Cron =
        Text("cron", new CronKind(), SettingGroup.Schedule, "When to tick", null, SettingScope.Cron);
    public static readonly Setting<string> TimeZone =
        Text("time-zone", new TextKind("name", TimeZoneName.Accepted, static text => !string.IsNullOrWhiteSpace(text)),
            SettingGroup.Schedule, "The time zone of the cron expression", TimeZoneName.Local, SettingScope.Cron);
    public static readonly Setting<SettingTime> InitialDelay =
        new("initial-delay", new DurationKind(mayBeZero: true, mayBeOff: false), SettingGroup.Schedule, "Wait before the first tick", "0s",
            SettingScope.Every);
    public static readonly Setting<bool> TickAtStart =
        Flag("tick-at-start", SettingGroup.Schedule, "Tick when ready, in addition to the slots", SettingScope.Ticks);
    public static readonly Setting<SettingTime> Jitter =
        TimeOrOff("jitter", SettingGroup.Schedule, "Maximum random wait before each tick", CronText.Off, SettingScope.Ticks);
    public static readonly Setting<int> JitterSeed =
        Count("jitter-seed", new(0), SettingGroup.Schedule, "Seed of the random waits", "0", SettingScope.Ticks);
    public static readonly Setting<bool> AlignToClock =
        Flag("align-to-clock", SettingGroup.Schedule, "Tick at multiples of the interval since the epoch", SettingScope.Interval);
    public static readonly Setting<int> Overlap =
        Word("overlap", ["skip", "queue", "parallel", "replace"], SettingGroup.Schedule, "When the previous tick still runs", "skip",
            SettingScope.Slots);
    public static readonly Setting<int> MaxParallel =
        Count(
            "max-parallel", new(1), SettingGroup.Schedule, "Maximum ticks at a time with --overlap parallel, or of all shards", "10",
            SettingScope.Slots);
    public static readonly Setting<int> Missed =
        Word("missed", ["skip", "once", "all"], SettingGroup.Schedule, "What to do about missed slots", "skip", SettingScope.Slots);
    /// <summary>Waiting slots are in memory: more than a million would take hundreds of megabytes.</summary>
    public static readonly Setting<int> MaxMissed =
        Count("max-missed", new(1, 1_000_000), SettingGroup.Schedule, "Maximum slots to make up for with --missed all", "100",
            SettingScope.Slots);
    public static readonly Setting<SettingTime> TickTimeout =
        TimeOrOff("tick-timeout", SettingGroup.Schedule, "Maximum duration of a tick", CronText.Off, SettingScope.Ticks);
    public static readonly Setting<int> MaxRuns =
        Count("max-runs", new(0), SettingGroup.Schedule, "Stop after this many ticks; 0: never", "0", SettingScope.Ticks);

    /// <summary>The default depends on the schedule.</summary>
    public static readonly Setting<int> OnFailure =
        Word("on-failure", ["continue", "stop", "retry"], SettingGroup.Failure, "What to do when the method fails", null);
    public static readonly Setting<int> MaxRetries =
        Count("max-retries", new(1), SettingGroup.Failure, "Maximum number of retries after a failure", "3");
    public static readonly Setting<SettingTime> RetryDelay = Time("retry-delay", SettingGroup.Failure, "Wait before the first retry", "1s");
    public static readonly Setting<SettingTime> MaxRetryDelay =
        Time("max-retry-delay", SettingGroup.Failure, "The longest wait before a retry", "1m");
    public static readonly Setting<int> MaxFailures =
        Count("max-failures", new(0), SettingGroup.Failure, "Stop after this many failures in a row; 0: never", "0", SettingScope.Ticks);
    public static readonly Setting<int> Restart =
        Word("restart", ["never", "on-failure", "always"], SettingGroup.Failure, "When to restart a daemon that has ended", "never");
    public static readonly Setting<SettingTime> RestartDelay =
        Time("restart-delay", SettingGroup.Failure, "Wait before a restart; doubles with each", "1s");
    public static readonly Setting<SettingTime> MaxRestartDelay =
        Time("max-restart-delay", SettingGroup.Failure, "The longest wait before a restart", "1m");
    public static readonly Setting<int> MaxRestarts =
        Count("max-restarts", new(0), SettingGroup.Failure, "Maximum restarts within the window; 0: unlimited", "10");
    public static readonly Setting<SettingTime> RestartWindow =
        Time("restart-window", SettingGroup.Failure, "Time window in which restarts count", "10m");

    /// <summary>Only a daemon of a cluster reads the URL, so that programs without one do not contain its parser.</summary>
    public static readonly Setting<string> Cluster =
        Text("cluster",
            new TextKind("url", "the URL of a store, such as postgres://newsapp@db/news, or file: for this machine", static _ => true),
            SettingGroup.Cluster, "The store that the processes share", "file:", SettingScope.Cluster);
    public static readonly Setting<SettingTime> Lease =
        new("lease", LeaseDuration, SettingGroup.Cluster, "How long a process that does not answer keeps the lead", "15s",
            SettingScope.Cluster);
    public static readonly Setting<int> Interrupted =
        Word("interrupted", ["skip", "rerun"], SettingGroup.Cluster, "What to do about a slot whose process failed", "skip",
            SettingScope.Cluster);
    public static readonly Setting<bool> Fence =
        new("fence", YesOrNo, SettingGroup.Cluster, "Let the kernel end a tick that outlives its lease", FlagKind.Yes,
            SettingScope.Cluster);

    /// <summary>The limit exists because each handler is a separate task from the beginning.</summary>
    public static readonly Setting<int> Concurrency =
        Count("concurrency", new(1, 10_000), SettingGroup.Other, "Maximum results handled at a time", "1", SettingScope.Results);
    /// <summary>The limit exists because a mistyped number must not start processes until memory is exhausted.</summary>
    public static readonly Setting<int> Instances =
        new("instances", new NumberKind(new(1, 10_000), auto: "auto"), SettingGroup.Other, "Number of instances; auto: one per CPU", "1",
            SettingScope.Every);
    public static readonly Setting<SettingTime> StartTimeout =
        Time("start-timeout", SettingGroup.Other, "Maximum duration of a start", "30s");
    public static readonly Setting<SettingTime> StopTimeout =
        Time("stop-timeout", SettingGroup.Other, "Maximum duration of a stop before SIGKILL", "30s");
    public static readonly Setting<string> PidFile =
        Text("pid-file", new PathKind("the path of a file", PathRule.FindMistakeOfFile, FilePathText.FindPidFileMistake),
            SettingGroup.Other, "The pid file", ".pid");

    /// <summary>On by default: a history that begins with the first question about the past is of no use.</summary>
    public static readonly Setting<bool> History =
        new("history", YesOrNo, SettingGroup.Other, "Keep the past ticks in a file, for 'history'", FlagKind.Yes, SettingScope.Every);

    public static readonly Setting<string> LogFile = Text("log-file", LogPath, SettingGroup.Log, "The log", ".log");
    public static readonly Setting<string> ErrorFile =
        Text("error-file", LogPath, SettingGroup.Log, "Separate file for standard error", null);
    /// <summary>The limit is the size that a pipe writes atomically: a smaller log would be rotated at almost every record.</summary>
    public static readonly Setting<long> LogMaxSize =
        Size("log-max-size", new SizeKind(4096, mayBeOff: true), SettingGroup.Log, "Rotate the log at this size", CronText.Off);
    public static readonly Setting<int> LogBackups =
        Count("log-backups", new(0), SettingGroup.Log, "Number of rotated logs to keep", "5");
    public static readonly Setting<bool> LogCompress = Flag("log-compress", SettingGroup.Log, "Compress rotated logs");
    public static readonly Setting<int> LogFormat = Word("log-format", ["text", "json"], SettingGroup.Log, "Format of log records", "text");

    public static readonly Setting<string> WorkingDirectory =
        Text("working-directory", DirectoryPath, SettingGroup.Process, "Working directory of the daemon", "/");
    public static readonly Setting<int> Umask =
        new("umask", new ModeKind(), SettingGroup.Process, "File mode creation mask", "022", SettingScope.Every);
    public static readonly Setting<string> User =
        Text("user", NameOfUser, SettingGroup.Process, "User that the daemon runs as; requires root", null, note: "the caller");
    public static readonly Setting<string> Group =
        Text("group", NameOfUser, SettingGroup.Process, "Group that the daemon runs as, instead of the user's primary group", null);
    public static readonly Setting<string> RootDirectory =
        Text("root-directory", DirectoryPath, SettingGroup.Process, "Root directory of the daemon (chroot); requires NativeAOT", "/");
    public static readonly Setting<bool> CoreDumps = Flag("core-dumps", SettingGroup.Process, "Leave a core file after a crash");
    public static readonly Setting<bool> NoNewPrivileges =
        Flag("no-new-privileges", SettingGroup.Process, "Prevent the daemon and its children from gaining privileges");
    /// <summary>With fewer descriptors, the .NET runtime does not reach Main.</summary>
    public static readonly Setting<int> MaxOpenFiles =
        Count("max-open-files", new(16), SettingGroup.Process, "Maximum number of open descriptors", null, note: "the caller's");
    public static readonly Setting<long> MaxMemory =
        Size("max-memory", new SizeKind(1, mayBeOff: false), SettingGroup.Process, "Maximum memory", null, note: "the caller's");
    public static readonly Setting<int> Nice =
        Count("nice", new(-20, 19), SettingGroup.Process, "Nice value", null, note: "the caller's");
    /// <summary>The daemon itself uses the numbers below 5: the standard streams, and the descriptors that a start passes on.</summary>
    public static readonly Setting<int> KeepDescriptors =
        new("keep-descriptors", new NumberKind(new(5), isList: true), SettingGroup.Process, "Descriptors of the caller to keep open", null,
            SettingScope.Every)
        { IsList = true, Note = "none" };
    public static readonly Setting<string> Environment =
        new("environment", new TextKind("entry", EnvironmentEntry.Accepted, EnvironmentEntry.IsValid), SettingGroup.Process,
            "Add to the environment; may be repeated", null, SettingScope.Every)
        { IsList = true };
    public static readonly Setting<string> EnvironmentFile =
        Text("environment-file",
            new PathKind("an absolute path, with '-' before it if there may be no such file", PathRule.FindMistakeOfAbsoluteFile,
                static _ => null),
            SettingGroup.Process, "Add NAME=value lines from a file to the environment", null);

    /// <summary>All settings, in the order of the help: that of their groups.</summary>
    public static readonly Setting[] All =
    [
        Interval, Delay, Cron, TimeZone, InitialDelay, TickAtStart, Jitter, JitterSeed, AlignToClock, Overlap, MaxParallel, Missed,
        MaxMissed, TickTimeout, MaxRuns,
        OnFailure, MaxRetries, RetryDelay, MaxRetryDelay, MaxFailures, Restart, RestartDelay, MaxRestartDelay, MaxRestarts, RestartWindow,
        Cluster, Lease, Interrupted, Fence,
        Concurrency, Instances, StartTimeout, StopTimeout, PidFile, History,
        LogFile, ErrorFile, LogMaxSize, LogBackups, LogCompress, LogFormat,
        WorkingDirectory, Umask, User, Group, RootDirectory, CoreDumps, NoNewPrivileges, MaxOpenFiles, MaxMemory, Nice, KeepDescriptors,
        Environment, EnvironmentFile,
    ];

    private static Setting<bool> Flag(string name, SettingGroup group, string help, SettingScope scope = SettingScope.Every) =>
        new(name, YesOrNo, group, help, FlagKind.No, scope);

    private static Setting<int> Count(
        string name, NumberRange range, SettingGroup group, string help, string? @default, SettingScope scope = SettingScope.Every,
        string? note = null) => new(name, new NumberKind(range), group, help, @default, scope) { Note = note };

    private static Setting<int> Word(
        string name, string[] words, SettingGroup group, string help, string? @default, SettingScope scope = SettingScope.Every) =>
        new(name, new WordKind(words), group, help, @default, scope);

    private static Setting<long> Size(
        string name, SizeKind kind, SettingGroup group, string help, string? @default, string? note = null) =>
        new(name, kind, group, help, @default, SettingScope.Every) { Note = note };

    private static Setting<SettingTime> Time(string name, SettingGroup group, string help, string @default) =>
        new(name, Duration, group, help, @default, SettingScope.Every);

    private static Setting<SettingTime> TimeOrOff(string name, SettingGroup group, string help, string? @default, SettingScope scope) =>
        new(name, DurationOrOff, group, help, @default, scope);

    private static Setting<string> Text(
        string name, SettingKind<string> kind, SettingGroup group, string help, string? @default,
        SettingScope scope = SettingScope.Every, string? note = null) => new(name, kind, group, help, @default, scope) { Note = note };
}
