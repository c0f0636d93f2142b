using Daemonize.Identity;
using Daemonize.Operations;

namespace Daemonize.Handles;

/// <summary>The operations of a handle. They print nothing, can be canceled, and throw one exception for all failures.</summary>
internal static partial class HandleOperations
{
    public static InstanceOperation Stop(DaemonInstance instance, StopOrder order, CancellationToken cancellationToken) =>
        new(instance, "stop", instance =>
    {
        var stop = Operations.Stop.Begin(instance, order, cancellationToken);
        return () =>
        {
            using (stop)
            {
                return stop.Complete().Pid;
            }
        };
    })
        {
            Limit = () => order.Timeout ?? instance.Settings.StopTimeout,
        };

    public static InstanceOperation Reload(DaemonInstance instance, TimeSpan? timeout, CancellationToken cancellationToken) =>
        new(instance, "reload", instance =>
    {
        var reload = Operations.Reload.Begin(instance, timeout, cancellationToken);
        return () =>
        {
            using (reload)
            {
                var outcome = reload.Complete();
                return outcome.Error is null
                    ? outcome.Pid
                    : throw new DaemonException($"reload failed: {outcome.Error}; {instance.Name} keeps its previous configuration");
            }
        };
    })
        {
            Limit = () => timeout ?? instance.Settings.StartTimeout,
        };

    public static InstanceOperation Tick(DaemonInstance instance, TimeSpan? timeout, CancellationToken cancellationToken) =>
        new(instance, "tick", instance =>
    {
        var tick = Operations.Tick.Begin(instance, timeout, cancellationToken);
        return () =>
        {
            using (tick)
            {
                var outcome = tick.Complete();
                return outcome.IsAccepted != false
                    ? outcome.Pid
                    : throw new DaemonException($"{instance.Name} (pid {outcome.Pid}) skipped the tick: {outcome.Text}");
            }
        };
    })
        {
            Limit = () => timeout ?? instance.Settings.StartTimeout,
        };

    /// <summary>Begins and completes all operations, even if some fail; then throws for the failures.</summary>
    public static void DoAll(List<InstanceOperation> operations)
    {
        List<Exception> problems = [];
        var begun = operations.ConvertAll(operation =>
        {
            Func<int>? completion = null;
            Try(operation, () => completion = operation.Begin(operation.Instance));
            return completion;
        });
        for (var i = 0; i < begun.Count; i++)
        {
            if (begun[i] is { } complete)
            {
                Try(operations[i], () => complete());
            }
        }

        Throw(problems);

        void Try(InstanceOperation operation, Action step)
        {
            try
            {
                step();
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
