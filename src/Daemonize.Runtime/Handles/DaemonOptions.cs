using Daemonize.CompilerServices;

namespace Daemonize;

/// <summary>
/// The options for a start of a daemon from C#. If the daemon's method has options, the build derives a class with a property for each. An
/// option that is not set comes from the environment, else from the attribute.
/// </summary>
/// <remarks>
/// There is no pid file here: a handle finds its daemon by the pid file of the attribute or the environment, so a daemon with another one
/// could not be found by <see cref="DaemonHandle.Stop()"/>.
/// </remarks>
public partial class DaemonOptions
{
    /// <summary>
    /// <inheritdoc cref="DaemonAttribute.Interval" path="/summary/node()"/> <see cref="Timeout.InfiniteTimeSpan"/> means
    /// off.
    /// </summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>
    /// <inheritdoc cref="DaemonAttribute.Delay" path="/summary/node()"/> <see cref="Timeout.InfiniteTimeSpan"/> means off.
    /// </summary>
    public TimeSpan? Delay { get; init; }

    /// <inheritdoc cref="DaemonAttribute.Cron"/>
    public string? Cron { get; init; }

    /// <inheritdoc cref="DaemonAttribute.TimeZone"/>
    public string? TimeZone { get; init; }

    /// <inheritdoc cref="DaemonAttribute.InitialDelay"/>
    public TimeSpan? InitialDelay { get; init; }

    /// <inheritdoc cref="DaemonAttribute.History"/>
    public bool? History { get; init; }

    /// <inheritdoc cref="DaemonAttribute.TickAtStart"/>
    public bool? TickAtStart { get; init; }

    /// <summary>
    /// <inheritdoc cref="DaemonAttribute.Jitter" path="/summary/node()"/> <see cref="Timeout.InfiniteTimeSpan"/> means
    /// off.
    /// </summary>
    public TimeSpan? Jitter { get; init; }

    /// <inheritdoc cref="DaemonAttribute.JitterSeed"/>
    public int? JitterSeed { get; init; }

    /// <inheritdoc cref="DaemonAttribute.AlignToClock"/>
    public bool? AlignToClock { get; init; }

    /// <inheritdoc cref="DaemonAttribute.Overlap"/>
    public OverlapPolicy? Overlap { get; init; }

    /// <inheritdoc cref="DaemonAttribute.MaxParallel"/>
    public int? MaxParallel { get; init; }

    /// <inheritdoc cref="DaemonAttribute.Missed"/>
    public MissedPolicy? Missed { get; init; }

    /// <inheritdoc cref="DaemonAttribute.MaxMissed"/>
    public int? MaxMissed { get; init; }

    /// <summary>
    /// <inheritdoc cref="DaemonAttribute.TickTimeout" path="/summary/node()"/> <see cref="Timeout.InfiniteTimeSpan"/> means
    /// off.
    /// </summary>
    public TimeSpan? TickTimeout { get; init; }

    /// <inheritdoc cref="DaemonAttribute.MaxRuns"/>
    public int? MaxRuns { get; init; }

    /// <inheritdoc cref="DaemonAttribute.OnFailure"/>
    public FailureAction? OnFailure { get; init; }

    /// <inheritdoc cref="DaemonAttribute.MaxRetries"/>
    public int? MaxRetries { get; init; }

    /// <inheritdoc cref="DaemonAttribute.RetryDelay"/>
    public TimeSpan? RetryDelay { get; init; }

    /// <inheritdoc cref="DaemonAttribute.MaxRetryDelay"/>
    public TimeSpan? MaxRetryDelay { get; init; }

    /// <inheritdoc cref="DaemonAttribute.MaxFailures"/>
    public int? MaxFailures { get; init; }

    /// <inheritdoc cref="DaemonAttribute.Concurrency"/>
    public int? Concurrency { get; init; }

    /// <inheritdoc cref="DaemonAttribute.Instances"/>
    public int? Instances { get; init; }

    /// <inheritdoc cref="DaemonAttribute.StartTimeout"/>
    public TimeSpan? StartTimeout { get; init; }

    /// <inheritdoc cref="DaemonAttribute.StopTimeout"/>
    public TimeSpan? StopTimeout { get; init; }

    /// <inheritdoc cref="DaemonAttribute.WorkingDirectory"/>
    public string? WorkingDirectory { get; init; }

    /// <summary>
    /// The permissions that new files of the daemon do not get (umask(2)). The default is 022: no write permission for group and others.
    /// </summary>
    public UnixFileMode? Umask { get; init; }

    /// <summary>Adds the settings that are set. They go on the daemon's command line, because they are not secret.</summary>
    internal void AddSettings(SuppliedOptions given)
    {
        Add(given, Setting.Interval, Interval);
        Add(given, Setting.Delay, Delay);
        Add(given, Setting.Cron, Cron);
        Add(given, Setting.TimeZone, TimeZone);
        Add(given, Setting.InitialDelay, InitialDelay);
        Add(given, Setting.TickAtStart, TickAtStart);
        Add(given, Setting.History, History);
        Add(given, Setting.Jitter, Jitter);
        Add(given, Setting.JitterSeed, JitterSeed);
        Add(given, Setting.AlignToClock, AlignToClock);
        Add(given, Setting.Overlap, (int?)Overlap);
        Add(given, Setting.MaxParallel, MaxParallel);
        Add(given, Setting.Missed, (int?)Missed);
        Add(given, Setting.MaxMissed, MaxMissed);
        Add(given, Setting.TickTimeout, TickTimeout);
        Add(given, Setting.MaxRuns, MaxRuns);
        Add(given, Setting.OnFailure, (int?)OnFailure);
        Add(given, Setting.MaxRetries, MaxRetries);
        Add(given, Setting.RetryDelay, RetryDelay);
        Add(given, Setting.MaxRetryDelay, MaxRetryDelay);
        Add(given, Setting.MaxFailures, MaxFailures);
        AddRestart(given);
        AddCluster(given);
        Add(given, Setting.Concurrency, Concurrency);
        Add(given, Setting.Instances, Instances);
        Add(given, Setting.StartTimeout, StartTimeout);
        Add(given, Setting.StopTimeout, StopTimeout);
        AddLog(given);
        Add(given, Setting.WorkingDirectory, WorkingDirectory);
        Add(given, Setting.Umask, (int?)Umask);
        AddContext(given);
    }

    private static void Add<T>(SuppliedOptions given, Setting<T> setting, T? value)
        where T : struct => Add(given, setting, value is { } set ? setting.Kind.Format(set) : null);

    private static void Add(SuppliedOptions given, Setting<SettingTime> setting, TimeSpan? value) =>
        Add(given, setting, value is { } set ? setting.Kind.Format(set) : null);

    private static void Add(SuppliedOptions given, Setting setting, string? text)
    {
        if (text is not null)
        {
            given.RemoveArguments(setting.Name);
            given.AddArgument(setting.Name, text);
        }
    }
}
