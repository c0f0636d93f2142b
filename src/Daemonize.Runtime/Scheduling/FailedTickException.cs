namespace Daemonize.Scheduling;

/// <summary>A method that failed without an exception: by its exit code, or by taking too long. The program's OnError sees it.</summary>
internal sealed class FailedTickException(string message, int exitCode = DaemonExitCode.Failure, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>What the process exits with because of it, 0 to 255.</summary>
    public int ExitCode => ExitStatus.Of(exitCode);

    /// <summary>Whether that is another than the method has returned.</summary>
    public bool HasOtherExitCode => !ExitStatus.Fits(exitCode);
}
