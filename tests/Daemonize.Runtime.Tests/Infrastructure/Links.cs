using Daemonize.Scheduling;

namespace Daemonize.Tests.Infrastructure;

/// <summary>The connection from user code to a daemon that does not exist.</summary>
internal static class Links
{
    public static DaemonRuntime Create() =>
        new("fetch", instance: 1, static () => 1, new StopRequest(), new DaemonProgress(Heartbeat.None), new Readiness(static () => { }));

    /// <summary>Creates the context of a tick, identified by <see cref="DaemonContext.TickNumber"/>.</summary>
    public static DaemonContext CreateContext(long tick) => new(Create(), tick, default, default, default);
}
