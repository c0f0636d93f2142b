using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Operations;

namespace Daemonize.Commands;

/// <summary>Prints the result of each operation as it comes. The exit code is that of the first failure.</summary>
internal sealed partial class CommandPresenter(DaemonProgram program) : IOperationPresenter
{
    /// <summary>Does nothing: Ctrl-C ends the command.</summary>
    public void CheckCancellation()
    {
    }

    public InstanceOperation Stop(DaemonInstance instance, StopOrder order) => InstanceOperation.Of(
        instance, "stop", () => Operations.Stop.Begin(instance, order),
        stop => OperationMessages.Print(program, instance, order, stop.Complete()),
        () => order.Timeout ?? instance.Settings.StopTimeout);

    public OperationResult Run(List<InstanceOperation> operations)
    {
        var exitCode = DaemonExitCode.Success;
        using var progress = OperationProgress.Show(operations);
        var completed = InstanceOperation.RunAll(operations, Attempt, () => progress?.Done());
        return new(completed, exitCode);

        bool Attempt(InstanceOperation operation, Func<int> step)
        {
            int code;
            var isDone = false;
            try
            {
                code = step();
                isDone = true;
            }
            catch (DaemonException exception)
            {
                code = Verbs.Complain(program, operation.Name(exception));
            }

            exitCode = exitCode == DaemonExitCode.Success ? code : exitCode;
            return isDone;
        }
    }
}
