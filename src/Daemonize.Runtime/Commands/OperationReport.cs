using Daemonize.CompilerServices;
using Daemonize.Operations;

namespace Daemonize.Commands;

/// <summary>Runs the operations of a verb and reports each result as it comes.</summary>
internal static class OperationReport
{
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
}
