namespace Daemonize.Scheduling;

/// <summary>A method that failed without an exception of its own: by its exit code, or by taking too long. The program's OnError sees it.</summary>
internal sealed class FailedTickException(string message, int exitCode = DaemonExitCode.Failure, Exception? innerException = null) : Exception(message, innerException)
{
    public int ExitCode => exitCode;
}
