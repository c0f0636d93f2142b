using System.Runtime.InteropServices;

namespace Daemonize.Platform;

/// <summary>
/// The signals for which a program can register: those that .NET knows by name, and two that POSIX leaves to programs. Other numbers differ
/// between systems.
/// </summary>
internal static class ProgramSignal
{
    /// <summary>Finds a signal by its name; false if this system does not have it.</summary>
    public static bool TryFind(string name, out PosixSignal signal)
    {
        // signal.h of macOS and the BSDs has 30 and 31, Linux 10 and 12 (signal(7)).
        var found = OperatingSystem.IsWindows() ? default : name switch
        {
            "SIGUSR1" => (PosixSignal)(OperatingSystem.IsLinux() ? 10 : 30),
            "SIGUSR2" => (PosixSignal)(OperatingSystem.IsLinux() ? 12 : 31),
            "SIGQUIT" => PosixSignal.SIGQUIT,
            "SIGTSTP" => PosixSignal.SIGTSTP,
            "SIGTTIN" => PosixSignal.SIGTTIN,
            "SIGTTOU" => PosixSignal.SIGTTOU,
            _ => default,
        };
        signal = found;
        return found != default;
    }
}
