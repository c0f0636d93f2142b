using System.Runtime.InteropServices;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Scheduling;

namespace Daemonize.Lifetime;

/// <summary>
/// Handles the signals that the program claims, and one that ticks at once: SIGUSR1, or if the program claims that, a real-time signal, so
/// <c>tick</c> never runs a handler of the program. Without a registration they would end the daemon.
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
        foreach (var signal in instance.Definition.Signals)
        {
            Register(signal.Signal, () => Handle(signal));
        }

        if (tickNow is not null && FindFree() is { } free)
        {
            Register(free, tickNow);
            runtime.Progress.TickSignal = NumberOf(free);
        }
        else if (!IsClaimed(TickNow))
        {
            Register(TickNow, () => Log.Information(instance.Name, "SIGUSR1 ignored: there is no schedule to tick at once"));
        }
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    /// <summary>
    /// Finds the signal for a tick: SIGUSR1, or the highest real-time signal that the program does not claim, as libraries that use one
    /// begin at the lowest. Null if the program claims them all.
    /// </summary>
    private string? FindFree()
    {
        var name = TickNow;
        for (var number = SignalName.Last; number >= SignalName.FirstFreeRealTime && IsClaimed(name); number--)
        {
            name = SignalName.Of(number);
        }

        return IsClaimed(name) ? null : name;
    }

    private bool IsClaimed(string name) => Array.Exists(_instance.Definition.Signals, signal => signal.Signal == name);

    private static int NumberOf(string name) =>
        SignalName.TryFind(name, out var number, out _) ? number : throw new DaemonException($"there is no signal {name} on this machine");

    private void Register(string name, Action action)
    {
        // The runtime accepts the kernel's numbers in addition to its own, which are negative.
        _registrations.Add(PosixSignalRegistration.Create((PosixSignal)NumberOf(name), context =>
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
