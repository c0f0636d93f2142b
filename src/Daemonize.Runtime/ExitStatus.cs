namespace Daemonize;

/// <summary>
/// The exit status of a process. The parent process receives only 8 bits of the exit code (_exit(2)): 256 would arrive as 0, a success, and
/// -1 as 255. A code outside the range 0 to 255 becomes 255, a failure, and messages name the original code.
/// </summary>
internal static class ExitStatus
{
    private const int Greatest = 255;

    public static bool Fits(int exitCode) => exitCode is >= 0 and <= Greatest;

    /// <summary>Gets the status that the process exits with.</summary>
    public static int Of(int exitCode) => Fits(exitCode) ? exitCode : Greatest;

    /// <summary>
    /// Gets the text of the original exit code for a message, and if it is out of range, why the process exits with another.
    /// </summary>
    public static string Describe(int exitCode) =>
        Fits(exitCode) ? $"{exitCode}" : $"{exitCode}, which is not an exit code (0 to {Greatest}) and becomes {Greatest}";
}
