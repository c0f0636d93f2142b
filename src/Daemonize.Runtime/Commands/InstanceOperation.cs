using Daemonize.CompilerServices;
using Daemonize.Identity;

namespace Daemonize.Commands;

/// <summary>
/// An operation on one instance, in two steps. The first begins it and gives the second, which completes it, reports the result and gives
/// the exit code.
/// </summary>
/// <param name="Instance">The instance that the operation acts on.</param>
/// <param name="Verb">The name of the operation, for messages.</param>
/// <param name="Begin">The first step. It gives the second step, which gives the exit code.</param>
internal sealed record InstanceOperation(DaemonInstance Instance, string Verb, Func<DaemonInstance, Func<int>> Begin)
{
    /// <summary>Gets a function that determines how long the operation may take.</summary>
    public required Func<TimeSpan> Limit { get; init; }

    /// <summary>
    /// Begins all operations and then completes each, so they run at the same time. A failure is reported and does not stop the others; the
    /// exit code is that of the first failure.
    /// </summary>
    public static int DoAll(DaemonProgram program, List<InstanceOperation> operations)
    {
        var exitCode = DaemonExitCode.Success;
        using var progress = OperationProgress.Show(operations);
        var begun = operations.ConvertAll(operation =>
        {
            Func<int>? completion = null;
            Try(operation, () =>
            {
                completion = operation.Begin(operation.Instance);
                return DaemonExitCode.Success;
            });
            return completion;
        });
        for (var i = 0; i < begun.Count; i++)
        {
            if (begun[i] is { } complete)
            {
                Try(operations[i], complete);
                progress?.Done();
            }
        }

        return exitCode;

        void Try(InstanceOperation operation, Func<int> step)
        {
            int code;
            try
            {
                code = step();
            }
            catch (DaemonException exception)
            {
                code = Verbs.Complain(program, operation.Name(exception));
            }

            exitCode = exitCode == DaemonExitCode.Success ? code : exitCode;
        }
    }

    /// <summary>
    /// Adds the instance's name to a message, if the daemon has several and the message does not name one: a message about a file does not.
    /// </summary>
    public DaemonException Name(DaemonException exception) =>
        Instance.IsNumbered && !exception.Message.Contains(Instance.Name, StringComparison.Ordinal)
            ? exception.Behind($"cannot {Verb} {Instance.Name}: ")
            : exception;
}
