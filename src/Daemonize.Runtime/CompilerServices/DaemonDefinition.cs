using System.ComponentModel;

namespace Daemonize.CompilerServices;

/// <summary>The settings of a <see cref="DaemonAttribute"/> as data.</summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class DaemonDefinition
{
    /// <inheritdoc cref="DaemonAttribute.Name"/>
    public required string Name { get; init; }

    /// <summary>
    /// The description of the daemon: the first sentence of the method's documentation comment, without its full stop; null for none.
    /// </summary>
    public string? Description { get; init; }

    /// <summary>
    /// Reads the options of the marked method and returns the call of the method with these options: one tick, or the whole run. The call
    /// returns the method's exit code, or 0 if the method returns none.
    /// </summary>
    public required Func<OptionBinder, Func<DaemonContext, CancellationToken, ValueTask<int>>> Bind { get; init; }

    /// <summary>The options of the marked method, in the order of its parameters.</summary>
    public OptionDefinition[] Options { get; init; } = [];

    /// <inheritdoc cref="DaemonAttribute.PidFile"/>
    public string? PidFile { get; init; }

    /// <inheritdoc cref="DaemonAttribute.LogFile"/>
    public string? LogFile { get; init; }

    /// <summary>The time between two slots, or <see cref="Timeout.InfiniteTimeSpan"/> for off; null without an interval.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>
    /// The time from the end of a tick to the start of the next, or <see cref="Timeout.InfiniteTimeSpan"/> for off; null without a delay.
    /// </summary>
    public TimeSpan? Delay { get; init; }

    /// <inheritdoc cref="DaemonAttribute.Cron"/>
    public string? Cron { get; init; }

    /// <inheritdoc cref="DaemonAttribute.TimeZone"/>
    public string TimeZone { get; init; } = "local";

    /// <inheritdoc cref="DaemonAttribute.InitialDelay"/>
    public TimeSpan InitialDelay { get; init; }

    /// <summary>The maximum random wait that is added to each slot; zero for none.</summary>
    public TimeSpan Jitter { get; init; }

    /// <inheritdoc cref="DaemonAttribute.JitterSeed"/>
    public int JitterSeed { get; init; }

    /// <inheritdoc cref="DaemonAttribute.AlignToClock"/>
    public bool AlignToClock { get; init; }

    /// <inheritdoc cref="DaemonAttribute.Overlap"/>
    public OverlapPolicy Overlap { get; init; }

    /// <inheritdoc cref="DaemonAttribute.MaxParallel"/>
    public int MaxParallel { get; init; } = 10;

    /// <inheritdoc cref="DaemonAttribute.Missed"/>
    public MissedPolicy Missed { get; init; }

    /// <inheritdoc cref="DaemonAttribute.MaxMissed"/>
    public int MaxMissed { get; init; } = 100;

    /// <summary>The maximum duration of a tick; null for off.</summary>
    public TimeSpan? TickTimeout { get; init; }

    /// <inheritdoc cref="DaemonAttribute.MaxRuns"/>
    public int MaxRuns { get; init; }

    /// <summary>The action on a failure; null if the attribute does not set it.</summary>
    public FailureAction? OnFailure { get; init; }

    /// <inheritdoc cref="DaemonAttribute.MaxRetries"/>
    public int MaxRetries { get; init; } = 3;

    /// <inheritdoc cref="DaemonAttribute.RetryDelay"/>
    public TimeSpan RetryDelay { get; init; } = new(0, 0, 1);

    /// <inheritdoc cref="DaemonAttribute.MaxRetryDelay"/>
    public TimeSpan MaxRetryDelay { get; init; } = new(0, 1, 0);

    /// <inheritdoc cref="DaemonAttribute.MaxFailures"/>
    public int MaxFailures { get; init; }

    /// <summary>The handler for the results of the method; null for none.</summary>
    public ResultHandler? Results { get; init; }

    /// <inheritdoc cref="DaemonAttribute.Concurrency"/>
    public int Concurrency { get; init; } = 1;

    /// <summary>The callback that receives a failure and returns the action, or null to apply <see cref="OnFailure"/>.</summary>
    public Func<Exception, DaemonContext, CancellationToken, ValueTask<FailureAction?>>? OnError { get; init; }

    /// <summary>Creates the source of the parameters that are services; null if the method has none.</summary>
    public Func<DaemonServices>? Services { get; init; }

    /// <summary>Whether the method certainly builds a host. A tool that calls the entry point to get a host then gets this one.</summary>
    public bool BuildsHost { get; init; }

    /// <inheritdoc cref="DaemonAttribute.OnStart"/>
    public Func<DaemonContext, CancellationToken, ValueTask>? OnStart { get; init; }

    /// <inheritdoc cref="DaemonAttribute.OnStop"/>
    public Func<StopReason, DaemonContext, CancellationToken, ValueTask>? OnStop { get; init; }

    /// <inheritdoc cref="DaemonAttribute.OnReload"/>
    public Func<DaemonContext, CancellationToken, ValueTask>? OnReload { get; init; }

    /// <summary>The actions for signals, in addition to those that the daemon handles itself.</summary>
    public SignalDefinition[] Signals { get; init; } = [];

    /// <inheritdoc cref="DaemonAttribute.Ready"/>
    public ReadyMode Ready { get; init; }

    /// <inheritdoc cref="DaemonAttribute.Instances"/>
    public int Instances { get; init; } = 1;

    /// <inheritdoc cref="DaemonAttribute.StartTimeout"/>
    public TimeSpan StartTimeout { get; init; } = new(0, 0, 30);

    /// <inheritdoc cref="DaemonAttribute.StopTimeout"/>
    public TimeSpan StopTimeout { get; init; } = new(0, 0, 30);

    /// <inheritdoc cref="DaemonAttribute.WorkingDirectory"/>
    public string WorkingDirectory { get; init; } = "/";

    /// <summary>The file mode creation mask. The default is octal 022.</summary>
    public int Umask { get; init; } = 0b000_010_010;

    /// <summary>The kind of schedule that calls the method.</summary>
    internal ScheduleKind Schedule =>
        Interval is not null ? ScheduleKind.Interval
            : Delay is not null ? ScheduleKind.Delay
            : Cron is not null ? ScheduleKind.Cron : ScheduleKind.None;
}
