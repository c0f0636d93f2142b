using Daemonize.Identity;
using Daemonize.Launch;
using Daemonize.Operations;
using Daemonize.Platform;

namespace Daemonize.CompilerServices;

/// <content>The part of the stages, which only this flavour has.</content>
internal sealed partial class ClusterParts : IClusterLaunch, IClusterRestart
{
    void IClusterLaunch.Inherit() => ParentNote.Inherit();

    FenceWatch? IClusterLaunch.Watch(DaemonInstance instance) => FenceWatch.TryCreate(instance);

    void IClusterLaunch.BecomeInit(DaemonInstance instance) => InitStage.Become(instance);

    void IClusterRestart.Check(DaemonInstance instance) => StoreCheck.Run(instance);

    int IClusterLaunch.RunInit(DaemonProgram program, ReadOnlySpan<string> args) => InitStage.Run(InitStage.Find(program, args));
}
