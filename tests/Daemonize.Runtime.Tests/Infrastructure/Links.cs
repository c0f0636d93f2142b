using Daemonize.Scheduling;
using Daemonize.Stages;

namespace Daemonize.Tests.Infrastructure;

/// <summary>The way from user code to a daemon that is not there.</summary>
internal static class Links
{
    public static DaemonRuntime Create() =>
        new("fetch", instance: 1, static () => 1, new StopRequest(), new DaemonProgress(Heartbeat.None), new Readiness(static () => { }));

    /// <summary>The context of a tick, which <see cref="DaemonContext.Tick"/> tells from others.</summary>
    public static DaemonContext CreateContext(long tick) => new(Create(), tick, default, default, default);
}
