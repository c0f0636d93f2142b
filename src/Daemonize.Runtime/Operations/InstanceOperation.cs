using Daemonize.Identity;

namespace Daemonize.Operations;

/// <summary>
/// An operation on one instance, in two steps. The first begins it and gives the second, which completes it, presents the result and gives
/// the exit code.
/// </summary>
/// <param name="Instance">The instance that the operation acts on.</param>
/// <param name="Verb">The name of the operation, for messages.</param>
/// <param name="Begin">The first step. It gives the second step, which gives the exit code.</param>
/// <param name="Limit">Determines how long the operation may take.</param>
internal sealed record InstanceOperation(DaemonInstance Instance, string Verb, Func<Func<int>> Begin, Func<TimeSpan> Limit)
{
    /// <summary>Creates an operation whose first step gives an object that the second step completes and disposes.</summary>
    public static InstanceOperation Of<T>(
        DaemonInstance instance, string verb, Func<T> begin, Func<T, int> complete, Func<TimeSpan> limit)
        where T : class, IDisposable => new(
            instance,
            verb,
            () =>
            {
                var begun = begin();
                return () =>
                {
                    using (begun)
                    {
                        return complete(begun);
                    }
                };
            },
            limit);

    /// <summary>
    /// Begins all operations and then completes each, so they run at the same time. A failure does not stop the others. Returns the
    /// instances whose operation was completed.
    /// </summary>
    /// <param name="operations">The operations, which complete in this order.</param>
    /// <param name="attempt">Runs one step of an operation and handles its failure; false if it has failed.</param>
    /// <param name="ended">Called after the second step of each operation, completed or not; null for nothing.</param>
    public static List<DaemonInstance> RunAll(
        List<InstanceOperation> operations, Func<InstanceOperation, Func<int>, bool> attempt, Action? ended = null)
    {
        var begun = operations.ConvertAll(operation =>
        {
            Func<int>? completion = null;
            _ = attempt(operation, () =>
            {
                completion = operation.Begin();
                return DaemonExitCode.Success;
            });
            return completion;
        });
        List<DaemonInstance> completed = [];
        for (var i = 0; i < begun.Count; i++)
        {
            if (begun[i] is { } complete)
            {
                if (attempt(operations[i], complete))
                {
                    completed.Add(operations[i].Instance);
                }

                ended?.Invoke();
            }
        }

        return completed;
    }

    /// <summary>
    /// Adds the instance's name to a message, if the daemon has several and the message does not name one: a message about a file does not.
    /// </summary>
    public DaemonException Name(DaemonException exception) =>
        Instance.IsNumbered && !exception.Message.Contains(Instance.Name, StringComparison.Ordinal)
            ? exception.Behind($"cannot {Verb} {Instance.Name}: ")
            : exception;
}
