using System.Runtime.InteropServices;

namespace Daemonize.Platform;

/// <summary>The signals for which a program can register.</summary>
internal static class ProgramSignal
{
    /// <summary>Finds a signal by its name; false if this system does not have it.</summary>
    public static bool TryFind(string name, out PosixSignal signal)
    {
        // The runtime accepts the kernel's numbers in addition to its own, which are negative.
        var isKnown = SignalName.TryFind(name, out var number, out _);
        signal = (PosixSignal)number;
        return isKnown;
    }
}
