using System.Diagnostics;
using System.Runtime.InteropServices;
using Daemonize.Operations;
using Daemonize.Platform;

namespace Daemonize.Commands;

/// <summary>
/// Shows on a terminal what the command waits for, after a second without other output: <c>stopping fetch: 3s of 30s at most</c>. The line
/// is removed afterwards.
/// </summary>
internal sealed class OperationProgress : IDisposable
{
    private static readonly TimeSpan Pause = new(0, 0, 1);

    private readonly List<InstanceOperation> _operations;
    private readonly long _beginning = Stopwatch.GetTimestamp();
    private readonly Timer _timer;
    private readonly PosixSignalRegistration _interrupt;
    private int _done;

    private OperationProgress(List<InstanceOperation> operations)
    {
        _operations = operations;

        // Ctrl-C still ends the command; the handler only clears the line first.
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static _ => Terminal.ClearTransient());
        _timer = new Timer(static progress => ((OperationProgress)progress!).Tell(), this, Pause, Pause);
    }

    /// <summary>Shows the progress; null if standard error is not a terminal or there are no operations.</summary>
    public static OperationProgress? Show(List<InstanceOperation> operations) =>
        operations.Count > 0 && Terminal.IsTerminal(Terminal.Error) ? new OperationProgress(operations) : null;

    /// <summary>Counts one more completed operation.</summary>
    public void Done() => Interlocked.Increment(ref _done);

    public void Dispose()
    {
        using var isOver = new ManualResetEvent(false);
        if (_timer.Dispose(isOver))
        {
            isOver.WaitOne();
        }

        _interrupt.Dispose();
        Terminal.ClearTransient();
    }

    private void Tell()
    {
        var done = Math.Min(Volatile.Read(ref _done), _operations.Count - 1);
        var operation = _operations[done];
        var what = _operations.Count == 1 ? operation.Instance.Name : $"{operation.Instance.Name}, {done + 1} of {_operations.Count}";
        var elapsed = Duration.Format(TimeSpan.FromSeconds((long)Stopwatch.GetElapsedTime(_beginning).TotalSeconds));
        Terminal.WriteTransient($"{Verb.Find(operation.Verb)?.Participle} {what}: {elapsed}{LimitOf(operation)}", Pause);
    }

    /// <summary>Gets the time limit; empty if a variable is invalid, which does not prevent a stop and is not reported here.</summary>
    private static string LimitOf(InstanceOperation operation)
    {
        try
        {
            return $" of {Duration.Format(operation.Limit())} at most";
        }
        catch (DaemonException)
        {
            return "";
        }
    }
}
