using System.Globalization;

namespace Daemonize;

/// <summary>The names of signals, with their numbers on Linux (signal(7); x86, Arm and most others) and their owners.</summary>
internal static class SignalName
{
    public const string Accepted = "a name of signal(7), such as \"SIGUSR2\" or \"SIGRTMIN+5\"";

    private const string RealTime = "SIGRTMIN+";
    private const int FirstRealTime = 34;

    /// <summary>The lowest real-time signal that programs may use.</summary>
    public const int FirstFreeRealTime = FirstRealTime + 1;

    /// <summary>The highest signal number.</summary>
    public const int Last = 64;

    private const string Daemon = "the daemon";
    private const string Kernel = "the kernel";
    private const string Runtime = "the .NET runtime";

    private static readonly (string Name, int Number, string? Owner)[] Known =
    [
        ("SIGHUP", 1, Daemon), ("SIGINT", 2, Daemon), ("SIGQUIT", 3, null), ("SIGILL", 4, Runtime), ("SIGTRAP", 5, Runtime),
        ("SIGABRT", 6, Runtime),
        ("SIGBUS", 7, Runtime), ("SIGFPE", 8, Runtime), ("SIGKILL", 9, Kernel), ("SIGUSR1", 10, null), ("SIGSEGV", 11, Runtime),
        ("SIGUSR2", 12, null),
        ("SIGPIPE", 13, Runtime), ("SIGALRM", 14, null), ("SIGTERM", 15, Daemon), ("SIGSTKFLT", 16, null), ("SIGCHLD", 17, Runtime),
        ("SIGCONT", 18, Runtime),
        ("SIGSTOP", 19, Kernel), ("SIGTSTP", 20, null), ("SIGTTIN", 21, null), ("SIGTTOU", 22, null), ("SIGURG", 23, null),
        ("SIGXCPU", 24, null),
        ("SIGXFSZ", 25, null), ("SIGVTALRM", 26, null), ("SIGPROF", 27, null), ("SIGWINCH", 28, Runtime), ("SIGIO", 29, null),
        ("SIGPWR", 30, null),
        ("SIGSYS", 31, Runtime), ("SIGRTMIN", FirstRealTime, Runtime),
    ];

    /// <summary>Whether a daemon handles the signal, or its program may.</summary>
    public static bool IsForDaemons(int number) => TryFind(Of(number), out _, out var owner) && owner is null or Daemon;

    /// <summary>Finds a signal by its name. Returns false for an unknown name.</summary>
    /// <param name="name">The name, such as <c>SIGUSR2</c> or <c>SIGRTMIN+5</c>.</param>
    /// <param name="number">The number of the signal, from 1 to 64. It is valid only if the name is known.</param>
    /// <param name="owner">The component that handles the signal and excludes other handlers; null for a free signal.</param>
    public static bool TryFind(string name, out int number, out string? owner)
    {
        foreach (var signal in Known)
        {
            if (signal.Name == name)
            {
                (number, owner) = (signal.Number, signal.Owner);
                return true;
            }
        }

        // The two signals below SIGRTMIN belong to the C library, and SIGRTMIN to the runtime, which stops threads with it.
        owner = null;
        number = 0;
        return name.StartsWith(RealTime, StringComparison.Ordinal)
            && int.TryParse(name.Substring(RealTime.Length), NumberStyles.None, InvariantNumbers.Format, out var offset)
            && (number = FirstRealTime + offset) is > FirstRealTime and <= Last;
    }

    /// <summary>Gets the name of a signal, or its number if it has no name.</summary>
    public static string Of(int number)
    {
        var known = Array.Find(Known, signal => signal.Number == number).Name;
        return known
            ?? (number > FirstRealTime ? RealTime + (number - FirstRealTime).ToString(InvariantNumbers.Format) : $"signal {number}");
    }

    /// <summary>Gets the canonical name of a signal: <c>SIGRTMIN+5</c> for <c>SIGRTMIN+05</c>. An unknown name is unchanged.</summary>
    public static string Normalize(string name) =>
        TryFind(name, out var number, out _) && number > FirstRealTime
            ? RealTime + (number - FirstRealTime).ToString(InvariantNumbers.Format)
            : name;
}
