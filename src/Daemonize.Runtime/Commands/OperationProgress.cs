using System.Diagnostics;
using Daemonize.Operations;

namespace Daemonize.Commands;

/// <summary>Shows on a terminal which operation the command waits for: <c>stopping fetch: 3s of 30s at most</c>.</summary>
internal sealed class OperationProgress : IDisposable
{
    private readonly List<InstanceOperation> _operations;
    private readonly long _beginning = Stopwatch.GetTimestamp();
    private readonly WaitLine _line;
    private int _done;

    private OperationProgress(List<InstanceOperation> operations)
    {
        _operations = operations;
        _line = new WaitLine(Describe);
    }

    /// <summary>Shows the progress; null if standard error is not a terminal or there are no operations.</summary>
    public static OperationProgress? Show(List<InstanceOperation> operations) =>
        operations.Count > 0 && WaitLine.CanBeSeen ? new OperationProgress(operations) : null;

    /// <summary>Counts one more completed operation.</summary>
    public void Done() => Interlocked.Increment(ref _done);

    public void Dispose() => _line.Dispose();

    private string Describe()
    {
        var done = Math.Min(Volatile.Read(ref _done), _operations.Count - 1);
        var operation = _operations[done];
        var what = _operations.Count == 1 ? operation.Instance.Name : $"{operation.Instance.Name}, {done + 1} of {_operations.Count}";
        return WaitLine.Describe(operation.Verb, what, Stopwatch.GetElapsedTime(_beginning)) + LimitOf(operation);
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
