using Daemonize.Identity;
using Daemonize.Operations;

namespace Daemonize.Handles;

/// <summary>Prints nothing, can be canceled, and throws one exception for all failures.</summary>
internal sealed partial class HandlePresenter(CancellationToken cancellationToken) : IOperationPresenter
{
    public void CheckCancellation() => cancellationToken.ThrowIfCancellationRequested();

    public InstanceOperation Stop(DaemonInstance instance, StopOrder order) => InstanceOperation.Of(
        instance, "stop", () => Operations.Stop.Begin(instance, order, cancellationToken), Complete,
        () => order.Timeout ?? instance.Settings.StopTimeout);

    private static int Complete(Stop stop)
    {
        _ = stop.Complete();
        return DaemonExitCode.Success;
    }

    public InstanceOperation Reload(DaemonInstance instance, TimeSpan? timeout) => InstanceOperation.Of(
        instance, "reload", () => Operations.Reload.Begin(instance, timeout, cancellationToken),
        reload => reload.Complete() is { Error: { } error }
            ? throw new DaemonException($"reload failed: {error}; {instance.Name} keeps its previous configuration")
            : DaemonExitCode.Success,
        () => timeout ?? instance.Settings.StartTimeout);

    public InstanceOperation Tick(DaemonInstance instance, TimeSpan? timeout) => InstanceOperation.Of(
        instance, "tick", () => Operations.Tick.Begin(instance, timeout, cancellationToken),
        tick => tick.Complete() is { IsAccepted: false } outcome
            ? throw new DaemonException($"{instance.Name} (pid {outcome.Pid}) skipped the tick: {outcome.Text}")
            : DaemonExitCode.Success,
        () => timeout ?? instance.Settings.StartTimeout);

    /// <summary>Begins and completes all operations, even if some fail; then throws for the failures.</summary>
    public OperationResult Run(List<InstanceOperation> operations)
    {
        List<Exception> problems = [];
        var completed = InstanceOperation.RunAll(operations, Attempt);
        Throw(problems);
        return new(completed, DaemonExitCode.Success);

        bool Attempt(InstanceOperation operation, Func<int> step)
        {
            try
            {
                _ = step();
                return true;
            }
            catch (DaemonException exception)
            {
                problems.Add(operation.Name(exception));
            }
            catch (OperationCanceledException exception)
            {
                // The other operations are canceled too, and leave nothing behind.
                problems.Insert(0, exception);
            }

            return false;
        }
    }

    private static void Throw(List<Exception> problems)
    {
        switch (problems)
        {
            case []:
                return;
            case [OperationCanceledException canceled, ..]:
                throw new OperationCanceledException(canceled.Message, canceled, canceled.CancellationToken);
            case [DaemonException only]:
                throw new DaemonException(only.Message, only.ExitCode);
            default:
                var messages = string.Join("; ", problems.ConvertAll(static problem => problem.Message));
                throw new DaemonException(messages, ((DaemonException)problems[0]).ExitCode);
        }
    }
}
