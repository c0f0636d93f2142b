using Daemonize.CompilerServices;
using Daemonize.Logging;
using Daemonize.Places;
using Microsoft.Extensions.Logging;

namespace Daemonize.Scheduling;

/// <summary>The state that the contexts of all ticks share; user code reaches its daemon through it.</summary>
internal sealed class DaemonRuntime(
    string name,
    int instance,
    Func<int> instances,
    StopRequest stop,
    DaemonProgress progress,
    Readiness readiness,
    string? category = null,
    DaemonProgram? program = null,
    TimeSpan stopTimeout = default) : IDaemonRuntime
{
    public string Name => name;

    /// <summary>The name of the daemon in the log, with the number of the instance.</summary>
    public string Category => category ?? name;

    /// <summary>The program; null only in a test of the schedule.</summary>
    public DaemonProgram? Program => program;

    public int Instance => instance;

    public int Instances => instances();

    public int Shards { get; init; }

    public StopRequest Stop => stop;

    public TimeSpan StopTimeout => stopTimeout;

    public DaemonProgress Progress => progress;

    public Readiness Readiness => readiness;

    /// <summary>Whether there is no daemon: a tool calls the method for the host that it builds.</summary>
    public bool IsInTool { get; init; }

    /// <summary>The logger, created at first use: a daemon that uses no logger does not load one.</summary>
    public ILogger Logger => field ??= new DaemonLogger(Category);

    public CancellationToken Stopping => stop.Token;

    public long SkippedSlots => progress.Skipped;

    public long FailedTicks => progress.Failed;

    public string StateDirectory => Directories.StateDirectory(program!);

    public ILogger CreateLogger(string category, LogLevel minimumLevel) => new DaemonLogger(category, minimumLevel);

    public void RequestStop(int exitCode, string? ending) => stop.Request(StopReason.Requested, exitCode, ending);

    public void NotifyReady() => readiness.Notify();

    public void Report(string? text) => progress.Report = text;

    /// <summary>Gets the shard of a tick; null without shards.</summary>
    public int? ShardOf(SharedTick? tick) => Shards > 0 ? tick?.Shard : null;

    /// <summary>Creates a context for callbacks that belong to no tick.</summary>
    public DaemonContext CreateContext()
    {
        var now = DateTimeOffset.UtcNow;
        return new DaemonContext(this, tickNumber: 0, now, now, TimeSpan.Zero);
    }
}
