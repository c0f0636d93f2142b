using Daemonize.Identity;

namespace Daemonize.Operations;

/// <summary>The caller of a start or a restart.</summary>
internal interface IStartPresenter : IOperationPresenter
{
    /// <summary>Checks the options of instances that are to be started. Throws before anything is started or stopped.</summary>
    void Prepare(List<DaemonInstance> instances);

    /// <summary>Creates the operation that starts an instance and presents the result.</summary>
    InstanceOperation Start(DaemonInstance instance);
}
