using Daemonize.Generated;
using Daemonize.Identity;

namespace Daemonize.Commands;

/// <summary>What is done to one instance, in two steps: it is begun, and what that gives completes it, says how it went and gives the exit code.</summary>
/// <param name="Instance">The instance that it is about.</param>
/// <param name="Verb">What it is, for messages.</param>
/// <param name="Begin">The first step, which gives the second.</param>
internal sealed record InstanceOperation(DaemonInstance Instance, string Verb, Func<DaemonInstance, Func<int>> Begin)
{
    /// <summary>Finds how long it may take.</summary>
    public required Func<TimeSpan> Limit { get; init; }

    /// <summary>
    /// Begins all and then completes each, so that they start or stop side by side. One that fails is complained of and does not keep the others from it; the
    /// exit code is that of the first.
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

    /// <summary>Of several instances the message must tell which it is about; that about a file does not.</summary>
    public DaemonException Name(DaemonException exception) =>
        Instance.IsNumbered && !exception.Message.Contains(Instance.Name, StringComparison.Ordinal)
            ? exception.Behind($"cannot {Verb} {Instance.Name}: ")
            : exception;
}
