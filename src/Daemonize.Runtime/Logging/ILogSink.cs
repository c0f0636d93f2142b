namespace Daemonize.Logging;

/// <summary>Where the pump puts lines. Called under its lock, and never throws: a log that fails does not end a daemon.</summary>
internal interface ILogSink
{
    /// <summary>What standard output becomes again when the pump ends.</summary>
    int Descriptor { get; }

    /// <summary>Whether lines were lost that it has not reported yet.</summary>
    bool HasLost { get; }

    /// <summary>Takes whole lines, or a piece of one that is longer than the pump's buffer.</summary>
    void Write(ReadOnlySpan<byte> lines);

    /// <summary>Reports lost lines, if that can be written by now.</summary>
    void TryRecover();

    /// <summary>Reopens it (SIGHUP). If it cannot be opened, this throws, and the old one stays in use.</summary>
    void Reopen();
}
