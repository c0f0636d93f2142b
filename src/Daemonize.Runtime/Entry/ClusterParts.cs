using Daemonize.Commands;
using Daemonize.Identity;
using Daemonize.Lifetime;
using Daemonize.Options;
using Daemonize.Scheduling;
using Daemonize.ServiceFiles;

namespace Daemonize.CompilerServices;

/// <summary>
/// All parts of the support of clusters, each with the interface of its layer. Nothing else names these methods, so a program that has no
/// object of this class has none of their code.
/// </summary>
internal sealed partial class ClusterParts : ClusterSupport, IClusterSettings, IClusterLifetime, IClusterPods
{
    internal override string UnitFormats => ServiceFileFormat.AcceptedOfCluster;

    internal override int Run(DaemonProgram program, ReadOnlySpan<string> args) =>
        args[0] == "handover" ? HandOverCommand.Run(program, args) : MembersCommand.Run(program, args);

    internal override string? WriteUnit(DaemonProgram program, ReadOnlySpan<string> args) => StoreTables.Find(program, args);

    void IClusterSettings.Check(Settings settings) => settings.CheckCluster();

    bool IClusterSettings.HasPassword(string option, string text) => option == Setting.Cluster.Name && StorePassword.IsIn(text);

    string IClusterSettings.Show(Setting setting, string text) => setting == Setting.Cluster ? StorePassword.Mask(text) : text;

    string IClusterSettings.PlaceOf(Settings settings) => settings.Cluster.Scheme == StoreUrl.File ? " on this machine" : "";

    string? IClusterSettings.FindWarning(Settings settings) => settings.IntervalWarning;

    ClusterMembership IClusterLifetime.Open(DaemonInstance instance, StopRequest stop, DaemonProgress progress, bool isOnce) =>
        ClusterMembership.Open(instance, stop, progress, isOnce);

    KubernetesCluster IClusterPods.PodsOf(ServicePlan plan, string name) => new(plan, KubernetesAccount.Find(plan, name));
}
