using System.Diagnostics.CodeAnalysis;
using Daemonize.Platform.Linux;

namespace Daemonize.Scheduling;

/// <summary>Whether the daemon has been asked to stop: a token for the method, an eventfd(2) for the thread that waits for the next slot.</summary>
/// <param name="canWake">Whether there is such a thread.</param>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as the process: a signal may arrive at the very end.")]
internal sealed class StopRequest(bool canWake = true)
{
    private readonly CancellationTokenSource _source = new();
    private readonly ManualResetEventSlim _finished = new();
    private readonly EventDescriptor? _wake = canWake ? new EventDescriptor() : null;
    private int _exitCode;
    private StopReason? _reason;
    private string? _detail;

    public CancellationToken Token => _source.Token;

    public bool IsRequested => _source.IsCancellationRequested;

    /// <summary>Can be read once the stop is requested.</summary>
    public int WakeDescriptor => _wake?.Number ?? throw new InvalidOperationException("there is no schedule to wake");

    /// <summary>What the daemon exits with, unless its method says otherwise.</summary>
    public int ExitCode => Volatile.Read(ref _exitCode);

    /// <summary>Why, as the first who asked said.</summary>
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

    /// <summary>How it was asked, as the first who asked said: a signal's name, or what a policy found; null where the reason says it all.</summary>
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

    /// <summary>Asks. The exceptions of what the user registered on the token come out here, when all of it has been called.</summary>
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

        // A SIGTERM that comes later does not make a failure a success.
        _ = Interlocked.CompareExchange(ref _exitCode, exitCode, DaemonExitCode.Success);
        _wake?.Set();
        _source.Cancel();
    }

    /// <summary>Says that the daemon has left its schedule.</summary>
    public void Finish() => _finished.Set();

    /// <summary>Whether it does within <paramref name="timeout"/>.</summary>
    public bool WaitForFinish(TimeSpan timeout) => LongWait.TryWait(_finished.Wait, timeout);
}
