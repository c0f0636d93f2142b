using System.Runtime.InteropServices;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Platform;
using Daemonize.Scheduling;

namespace Daemonize.Lifetime;

/// <summary>
/// Handles the signals that the program claims, and SIGUSR1, which ticks at once if the program does not claim it. Without a registration
/// they would end the daemon.
/// </summary>
internal sealed class UserSignals : IDisposable
{
    private const string TickNow = "SIGUSR1";

    private readonly DaemonInstance _instance;
    private readonly DaemonRuntime _runtime;
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <param name="instance">The daemon's instance, whose definition lists the signals.</param>
    /// <param name="runtime">The daemon's runtime, for the contexts of the handlers.</param>
    /// <param name="tickNow">Starts a tick at once; null if there is no schedule.</param>
    public UserSignals(DaemonInstance instance, DaemonRuntime runtime, Action? tickNow)
    {
        _instance = instance;
        _runtime = runtime;
        var isClaimed = false;
        foreach (var signal in instance.Definition.Signals)
        {
            isClaimed |= signal.Signal == TickNow;
            Register(signal.Signal, () => Handle(signal));
        }

        if (!isClaimed)
        {
            Register(TickNow, tickNow ?? (() => Log.Information(instance.Name, "SIGUSR1 ignored: there is no schedule to tick at once")));
        }
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Register(string name, Action action)
    {
        if (!ProgramSignal.TryFind(name, out var number))
        {
            throw new DaemonException($"there is no signal {name} on this machine");
        }

        _registrations.Add(PosixSignalRegistration.Create(number, context =>
        {
            context.Cancel = true;
            action();
        }));
    }

    private void Handle(SignalDefinition signal)
    {
        if (signal.Handler is { } handler)
        {
            SignalCallback.Run(_instance, _runtime, $"the handler of {signal.Signal}", handler);
        }
    }
}
