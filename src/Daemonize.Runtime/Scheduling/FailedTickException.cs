namespace Daemonize.Scheduling;

/// <summary>
/// The failure of a method that threw no exception: its exit code, or its TickTimeout. The program's OnError receives it.
/// </summary>
internal sealed class FailedTickException(string message, int exitCode = DaemonExitCode.Failure, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The exit code that the process gets because of it, 0 to 255.</summary>
    public int ExitCode => ExitStatus.Of(exitCode);

    /// <summary>Whether the method took longer than its TickTimeout.</summary>
    public bool IsTimeout { get; init; }

    /// <summary>Whether <see cref="ExitCode"/> differs from what the method returned.</summary>
    public bool HasOtherExitCode => !ExitStatus.Fits(exitCode);
}
