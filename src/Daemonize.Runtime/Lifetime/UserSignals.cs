using System.Runtime.InteropServices;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Platform;
using Daemonize.Scheduling;

namespace Daemonize.Lifetime;

/// <summary>
/// Handles the signals that the program claims, and one that ticks at once: SIGUSR1, or if the program claims that, a real-time signal, so
/// <c>tick</c> never runs a handler of the program; and a real-time signal for <c>handover</c>. Without a registration they would end the
/// daemon.
/// </summary>
internal sealed class UserSignals : IDisposable
{
    private const string TickNow = "SIGUSR1";

    /// <summary>The first choice if the program claims SIGUSR1. Emulators such as qemu-user lack the last few signals.</summary>
    private const int Replacement = SignalName.Last - 4;

    private readonly DaemonInstance _instance;
    private readonly DaemonRuntime _runtime;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly List<string> _names = [];

    /// <param name="instance">The daemon's instance, whose definition lists the signals.</param>
    /// <param name="runtime">The daemon's runtime, for the contexts of the handlers.</param>
    /// <param name="tickNow">Starts a tick at once; null if there is no schedule.</param>
    /// <param name="handOver">Leaves the lead to another process; null if there is no shared schedule.</param>
    public UserSignals(DaemonInstance instance, DaemonRuntime runtime, Action? tickNow, Action? handOver)
    {
        _instance = instance;
        _runtime = runtime;
        foreach (var signal in instance.Definition.Signals)
        {
            Register(signal.Signal, () => Handle(signal));
        }

        if (tickNow is not null && FindFree(TickNow) is { } free)
        {
            runtime.Progress.TickSignal = Register(free, tickNow);
        }
        else if (!IsClaimed(TickNow))
        {
            Register(TickNow, () => Log.Information(instance.Name, "SIGUSR1 ignored: there is no schedule to tick at once"));
        }

        if (handOver is not null && FindFree(SignalName.Of(Replacement)) is { } other)
        {
            runtime.Progress.HandOverSignal = Register(other, handOver);
        }
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    /// <summary>
    /// Finds a signal for a request: the first choice, or a high real-time signal that is not claimed, because libraries that use some
    /// begin at the lowest. Null if all are claimed or this system has no other.
    /// </summary>
    private string? FindFree(string first)
    {
        var name = first;
        for (var number = Replacement; number >= SignalName.FirstFreeRealTime && IsClaimed(name); number--)
        {
            name = SignalName.Of(number);
        }

        return IsClaimed(name) || !ProgramSignal.TryFind(name, out _) ? null : name;
    }

    /// <summary>Whether the program claims a signal, or another request has it.</summary>
    private bool IsClaimed(string name) => _names.Contains(name);

    private static PosixSignal Find(string name) =>
        ProgramSignal.TryFind(name, out var signal) ? signal : throw new DaemonException($"there is no signal {name} on this machine");

    /// <summary>Registers an action, and gives the number of the signal.</summary>
    private int Register(string name, Action action)
    {
        _names.Add(name);
        _registrations.Add(PosixSignalRegistration.Create(Find(name), context =>
        {
            context.Cancel = true;
            action();
        }));
        _ = SignalName.TryFind(name, out var number, out _);
        return number;
    }

    private void Handle(SignalDefinition signal)
    {
        if (signal.Handler is { } handler)
        {
            SignalCallback.Run(_instance, _runtime, $"the handler of {signal.Signal}", handler);
        }
    }
}
