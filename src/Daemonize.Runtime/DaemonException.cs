namespace Daemonize;

/// <summary>Says in one line why a daemon could not be controlled: what failed, why, and what to do about it.</summary>
public sealed class DaemonException : Exception
{
    internal DaemonException(string message, int exitCode = DaemonExitCode.Failure)
        : base(message) => ExitCode = exitCode;

    /// <summary>The exit code of the command that fails for this reason: one of the LSB's for init actions, such as 1 (failure) or 4 (no permission).</summary>
    public int ExitCode { get; }
}
