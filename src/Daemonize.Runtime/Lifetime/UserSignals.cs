using System.Runtime.InteropServices;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Platform;
using Daemonize.Scheduling;

namespace Daemonize.Lifetime;

/// <summary>
/// Handles the signals that the program claims, and one that ticks at once: SIGUSR1, or if the program claims that, a real-time signal, so
/// <c>tick</c> never runs a handler of the program. Without a registration they would end the daemon.
/// </summary>
internal sealed class UserSignals : IDisposable
{
    private const string TickNow = "SIGUSR1";

    /// <summary>The first choice if the program claims SIGUSR1. Emulators such as qemu-user lack the last few signals.</summary>
    private const int Replacement = SignalName.Last - 4;

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
            _ = SignalName.TryFind(free, out var number, out _);
            runtime.Progress.TickSignal = number;
        }
        else if (!IsClaimed(TickNow))
        {
            Register(TickNow, () => Log.Information(instance.Name, "SIGUSR1 ignored: there is no schedule to tick at once"));
        }
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    /// <summary>
    /// Finds the signal for a tick: SIGUSR1, or a high real-time signal that the program does not claim, because libraries that use some
    /// begin at the lowest. Null if the program claims them all
    /// or this system has no other.
    /// </summary>
    private string? FindFree()
    {
        var name = TickNow;
        for (var number = Replacement; number >= SignalName.FirstFreeRealTime && IsClaimed(name); number--)
        {
            name = SignalName.Of(number);
        }

        return IsClaimed(name) || !ProgramSignal.TryFind(name, out _) ? null : name;
    }

    private bool IsClaimed(string name) => Array.Exists(_instance.Definition.Signals, signal => signal.Signal == name);

    private static PosixSignal Find(string name) =>
        ProgramSignal.TryFind(name, out var signal) ? signal : throw new DaemonException($"there is no signal {name} on this machine");

    private void Register(string name, Action action)
    {
        _registrations.Add(PosixSignalRegistration.Create(Find(name), context =>
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
