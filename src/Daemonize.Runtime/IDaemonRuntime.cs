using Microsoft.Extensions.Logging;

namespace Daemonize;

/// <summary>The running daemon behind each <see cref="DaemonContext"/>, whose members describe what these do.</summary>
internal interface IDaemonRuntime
{
    string Name { get; }

    int Instance { get; }

    int Instances { get; }

    /// <summary>Gets the number of shards; 0 for none.</summary>
    int Shards { get; }

    long SkippedSlots { get; }

    long FailedTicks { get; }

    string StateDirectory { get; }

    bool IsInTool { get; }

    CancellationToken Stopping { get; }

    TimeSpan StopTimeout { get; }

    ILogger Logger { get; }

    ILogger CreateLogger(string category, LogLevel minimumLevel);

    /// <summary>Asks the daemon to stop.</summary>
    /// <param name="exitCode">The exit code of the daemon.</param>
    /// <param name="ending">The reason that the status reports; null for the usual one.</param>
    void RequestStop(int exitCode, string? ending);

    void NotifyReady();

    void Report(string? text);
}
