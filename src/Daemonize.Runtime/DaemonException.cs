using Daemonize.Options;

namespace Daemonize;

/// <summary>Says in one line why a daemon could not be controlled: what failed, why, and what to do about it.</summary>
public sealed class DaemonException : Exception
{
    private readonly string _lines;

    /// <param name="message">One line; what would break it, as a path may hold it, is shown as '?'.</param>
    /// <param name="exitCode">See <see cref="ExitCode"/>.</param>
    /// <param name="lines">What goes below it, as it is: the end of a log.</param>
    internal DaemonException(string message, int exitCode = DaemonExitCode.Failure, string lines = "")
        : base(OneLine.Whole(message) + lines) => (ExitCode, _lines) = (exitCode, lines);

    /// <summary>The exit code of the command that fails for this reason: one of the LSB's for init actions, such as 1 (failure) or 4 (no permission).</summary>
    public int ExitCode { get; }

    /// <summary>The same behind other words.</summary>
    internal DaemonException Behind(string words) => new(words + Message[..^_lines.Length], ExitCode, _lines);
}
