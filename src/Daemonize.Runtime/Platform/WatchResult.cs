namespace Daemonize.Platform;

/// <summary>Why a <see cref="DirectoryWatch"/> has ended a wait.</summary>
internal enum WatchResult
{
    /// <summary>Files may have changed, or the time has come.</summary>
    Look,

    /// <summary>The process has ended.</summary>
    ProcessEnded,

    /// <summary>The cancellation is requested.</summary>
    Cancelled,
}
