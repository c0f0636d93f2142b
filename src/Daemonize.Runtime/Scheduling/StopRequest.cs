using System.Diagnostics.CodeAnalysis;
using Daemonize.Platform;

namespace Daemonize.Scheduling;

/// <summary>
/// The request to stop the daemon: a token for the method, and a wake for the thread that waits for the next slot.
/// </summary>
/// <param name="canWake">Whether a thread waits for the next slot; without one there is no <see cref="Wake"/>.</param>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as the process: a signal may arrive at the very end.")]
internal sealed class StopRequest(bool canWake = true)
{
    private readonly CancellationTokenSource _source = new();
    private readonly ManualResetEventSlim _finished = new();
    private readonly Wake? _wake = canWake ? new Wake() : null;
    private int _exitCode;
    private StopReason? _reason;
    private string? _detail;

    public CancellationToken Token => _source.Token;

    public bool IsRequested => _source.IsCancellationRequested;

    /// <summary>Ends the wait for the next slot once the stop is requested. Throws if there is none.</summary>
    public Wake Wake => _wake ?? throw new InvalidOperationException("there is no schedule to wake");

    /// <summary>The exit code of the daemon, unless its method returns another.</summary>
    public int ExitCode => Volatile.Read(ref _exitCode);

    /// <summary>Why the daemon stops, according to the first request.</summary>
    public StopReason Reason
    {
        get
        {
            lock (_finished)
            {
                return _reason ?? StopReason.Completed;
            }
        }
    }

    /// <summary>The detail of the first request: a signal's name, or what a policy found; null if the reason says enough.</summary>
    public string? Detail
    {
        get
        {
            lock (_finished)
            {
                return _detail;
            }
        }
    }

    /// <summary>Requests a stop. Throws the exceptions of the user's callbacks on the token after all callbacks have run.</summary>
    public void Request(StopReason reason, int exitCode = DaemonExitCode.Success, string? detail = null)
    {
        lock (_finished)
        {
            if (_reason is null)
            {
                _reason = reason;
                _detail = detail;
            }
        }

        // A later SIGTERM does not make a failure a success.
        _ = Interlocked.CompareExchange(ref _exitCode, exitCode, DaemonExitCode.Success);
        _wake?.Set();
        _source.Cancel();
    }

    /// <summary>Reports that the daemon has left its schedule.</summary>
    public void Finish() => _finished.Set();

    /// <summary>Waits for <see cref="Finish"/>; false if <paramref name="timeout"/> passes first.</summary>
    public bool WaitForFinish(TimeSpan timeout) => LongWait.TryWait(_finished.Wait, timeout);
}
