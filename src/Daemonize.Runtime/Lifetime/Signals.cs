using Daemonize.Identity;
using Daemonize.Notify;
using Daemonize.Scheduling;

namespace Daemonize.Lifetime;

/// <summary>
/// The signal handlers of the daemon. .NET has no default for SIGTERM that runs any clean-up, and so each signal is registered.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly StopSignals _stop;
    private readonly HangUpSignal _hangUp;
    private readonly UserSignals _user;

    public Signals(
        DaemonInstance instance, DaemonRuntime runtime, PidFile pidFile, ServiceReport? report, bool isDetached, Action? tickNow,
        Action? handOver)
    {
        _stop = new StopSignals(instance, runtime.Stop, pidFile, isDetached);
        _hangUp = new HangUpSignal(instance, runtime, _stop, report, isDetached);
        _user = new UserSignals(instance, runtime, tickNow, handOver);
    }

    public void Dispose()
    {
        _user.Dispose();
        _hangUp.Dispose();
        _stop.Dispose();
    }
}
