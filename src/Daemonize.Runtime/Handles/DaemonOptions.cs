using System.Globalization;
using Daemonize.CompilerServices;
using Daemonize.Text;

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
        Add(given, SettingOption.Interval, Interval);
        Add(given, SettingOption.Delay, Delay);
        Add(given, SettingOption.Cron, Cron);
        Add(given, SettingOption.TimeZone, TimeZone);
        Add(given, SettingOption.InitialDelay, InitialDelay);
        Add(given, SettingOption.Jitter, Jitter);
        Add(given, SettingOption.JitterSeed, JitterSeed);
        Add(given, SettingOption.AlignToClock, AlignToClock);
        Add(given, SettingOption.Overlap, Overlap);
        Add(given, SettingOption.MaxParallel, MaxParallel);
        Add(given, SettingOption.Missed, Missed);
        Add(given, SettingOption.MaxMissed, MaxMissed);
        Add(given, SettingOption.TickTimeout, TickTimeout);
        Add(given, SettingOption.MaxRuns, MaxRuns);
        Add(given, SettingOption.OnFailure, OnFailure);
        Add(given, SettingOption.MaxRetries, MaxRetries);
        Add(given, SettingOption.RetryDelay, RetryDelay);
        Add(given, SettingOption.MaxRetryDelay, MaxRetryDelay);
        Add(given, SettingOption.MaxFailures, MaxFailures);
        AddRestart(given);
        Add(given, SettingOption.Concurrency, Concurrency);
        Add(given, SettingOption.Instances, Instances);
        Add(given, SettingOption.StartTimeout, StartTimeout);
        Add(given, SettingOption.StopTimeout, StopTimeout);
        AddLog(given);
        Add(given, SettingOption.WorkingDirectory, WorkingDirectory);
        Add(given, SettingOption.Umask, Umask is { } mask ? Convert.ToString((int)mask, 8).PadLeft(3, '0') : null);
        AddContext(given);
    }

    private static void Add(SuppliedOptions given, SettingOption setting, TimeSpan? value) =>
        Add(given, setting, value == Timeout.InfiniteTimeSpan ? CronText.Off : value?.ToString("c", CultureInfo.InvariantCulture));

    private static void Add(SuppliedOptions given, SettingOption setting, int? value) =>
        Add(given, setting, value is 0 && setting == SettingOption.Instances ? "auto" : value?.ToString(CultureInfo.InvariantCulture));

    private static void Add(SuppliedOptions given, SettingOption setting, bool? value) =>
        Add(given, setting, value is { } flag ? OptionText.Format(flag) : null);

    private static void Add<TPolicy>(SuppliedOptions given, SettingOption setting, TPolicy? value)
        where TPolicy : struct, Enum => Add(given, setting, Array.Find(setting.Words, word => EnumText.Is(word, value?.ToString())));

    private static void Add(SuppliedOptions given, SettingOption setting, string? text)
    {
        if (text is not null)
        {
            given.RemoveArguments(setting.Name);
            given.AddArgument(setting.Name, text);
        }
    }
}
