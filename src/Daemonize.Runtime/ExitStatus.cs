namespace Daemonize;

/// <summary>
/// The number that a process exits with. Its parent gets 8 bits of it (_exit(2)): 256 would be 0, a success, and -1 another number than the one that was meant.
/// What does not fit becomes 255, a failure, and every message says what it was.
/// </summary>
internal static class ExitStatus
{
    private const int Greatest = 255;

    public static bool Fits(int exitCode) => exitCode is >= 0 and <= Greatest;

    /// <summary>What the process exits with.</summary>
    public static int Of(int exitCode) => Fits(exitCode) ? exitCode : Greatest;

    /// <summary>The exit code as it was given, for a message, and why it is not what the process exits with.</summary>
    public static string Describe(int exitCode) => Fits(exitCode) ? $"{exitCode}" : $"{exitCode}, which is not an exit code (0 to {Greatest}) and becomes {Greatest}";
}
