using Daemonize.Identity;

namespace Daemonize.Operations;

/// <summary>
/// The caller of an operation on several instances, which decides what the user gets: a command prints each result and has an exit code, a
/// handle throws for the failures.
/// </summary>
internal interface IOperationPresenter
{
    /// <summary>Throws if the caller has given up. Called where nothing is half done.</summary>
    void CheckCancellation();

    /// <summary>Creates the operation that stops an instance and presents the result.</summary>
    InstanceOperation Stop(DaemonInstance instance, StopOrder order);

    /// <summary>Runs operations at the same time and presents their failures.</summary>
    OperationResult Run(List<InstanceOperation> operations);
}

/// <summary>The result of several operations.</summary>
/// <param name="Completed">The instances whose operation was completed.</param>
/// <param name="ExitCode">The exit code of the first operation that has another than 0; 0 if none has.</param>
internal readonly record struct OperationResult(List<DaemonInstance> Completed, int ExitCode);
