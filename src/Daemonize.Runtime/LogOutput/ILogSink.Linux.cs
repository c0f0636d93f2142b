using Daemonize.Platform;

namespace Daemonize.LogOutput;

/// <summary>
/// The destination of the pump's lines. Called under the pump's lock. Only <see cref="Reopen"/> throws: a log that fails does not end a
/// daemon.
/// </summary>
internal interface ILogSink
{
    /// <summary>The log that standard output becomes again when the pump ends.</summary>
    LogHandle Log { get; }

    /// <summary>Whether lines were lost that are not reported yet.</summary>
    bool HasLost { get; }

    /// <summary>Writes whole lines, or a piece of one that is longer than the pump's buffer.</summary>
    void Write(ReadOnlySpan<byte> lines);

    /// <summary>Reports lost lines, if they can be written by now.</summary>
    void TryRecover();

    /// <summary>Reopens the destination (SIGHUP). Throws if it cannot be opened; the old one then stays in use.</summary>
    void Reopen();
}
