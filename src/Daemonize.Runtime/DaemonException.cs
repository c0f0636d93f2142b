using Daemonize.Text;

namespace Daemonize;

/// <summary>
/// The exception for a daemon that cannot be controlled. Its message is one line: what failed, why, and what to do about it.
/// </summary>
public sealed class DaemonException : Exception
{
    private readonly string _lines;

    /// <param name="message">One line; a character that would break it, for example in a path, is shown as '?'.</param>
    /// <param name="exitCode">The exit code of the command: see <see cref="ExitCode"/>. The default is 1.</param>
    /// <param name="lines">Text that follows the message unchanged, such as the end of a log; empty for none.</param>
    internal DaemonException(string message, int exitCode = DaemonExitCode.Failure, string lines = "")
        : base(OneLine.Whole(message) + lines) => (ExitCode, _lines) = (exitCode, lines);

    /// <summary>
    /// The exit code of the command that fails for this reason: an LSB code for init actions, such as 1 (failure) or 4 (no permission).
    /// </summary>
    public int ExitCode { get; }

    /// <summary>Creates the same exception with <paramref name="words"/> before its message.</summary>
    internal DaemonException Behind(string words) => new(words + Message[..^_lines.Length], ExitCode, _lines);
}
