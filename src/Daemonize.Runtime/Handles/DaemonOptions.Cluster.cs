using Daemonize.CompilerServices;
using Daemonize.Options;

namespace Daemonize;

/// <content>A daemon that runs on several machines as one.</content>
public partial class DaemonOptions
{
    /// <summary>
    /// The URL of the store that the processes of a daemon with <see cref="DaemonScope.Cluster"/> share, such as
    /// <c>postgres://newsapp@db/news</c>. The package of the store must be referenced. The default, <c>file:</c>, is for the processes of
    /// one machine and needs no server. The parameter <c>group</c> separates deployments in one store: <c>?group=staging</c>. On a command
    /// line, which other users can see, a URL with a password is refused: set the variable instead, such as <c>NEWSAPP_CLUSTER</c>.
    /// </summary>
    public string? Cluster { get; init; }

    /// <inheritdoc cref="DaemonAttribute.Lease"/>
    public TimeSpan? Lease { get; init; }

    /// <inheritdoc cref="DaemonAttribute.Interrupted"/>
    public InterruptedPolicy? Interrupted { get; init; }

    /// <inheritdoc cref="DaemonAttribute.Fence"/>
    public bool? Fence { get; init; }

    /// <summary>Adds the URL of the store. It goes in a variable, because it may contain a password.</summary>
    internal void AddStore(DaemonDefinition definition, DaemonProgram program, SuppliedOptions given)
    {
        if (Cluster is null)
        {
            return;
        }

        if (!Settings.Has(definition, Setting.Cluster))
        {
            throw new ArgumentException($"{definition.Name} has no {Setting.Cluster.Property}: its scope is another");
        }

        given.SetVariable(new Settings(definition, program, given).VariableOf(Setting.Cluster), Cluster);
    }

    private void AddCluster(SuppliedOptions given)
    {
        Add(given, Setting.Lease, Lease);
        Add(given, Setting.Interrupted, (int?)Interrupted);
        Add(given, Setting.Fence, Fence);
    }
}
