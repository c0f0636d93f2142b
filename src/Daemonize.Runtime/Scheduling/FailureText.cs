using Daemonize.Text;

namespace Daemonize.Scheduling;

/// <summary>An exception as one line for the status; the log has the whole message.</summary>
internal static class FailureText
{
    private const int MaxLength = 300;

    public static string Of(Exception exception) => OneLine.Cut(exception.Message.ReplaceLineEndings(" "), MaxLength);

    /// <summary>Gets the error for the status, with the current time.</summary>
    public static DaemonError ErrorOf(Exception exception) => new() { Message = Of(exception), OccurredAt = DateTimeOffset.UtcNow };
}
