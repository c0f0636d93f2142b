using Daemonize.Identity;
using Daemonize.Logging;
using Daemonize.Platform.Linux;

namespace Daemonize.Stages;

/// <summary>What a daemon is started with as its standard streams: nothing to read, and its logs.</summary>
internal sealed class DaemonStreams : IDisposable
{
    private readonly Descriptor _input;
    private readonly Descriptor? _error;

    private DaemonStreams(Descriptor input, Descriptor output, Descriptor? error)
    {
        _input = input;
        Output = output;
        _error = error;
    }

    public Descriptor Output { get; }

    /// <summary>The same as <see cref="Output"/> where standard error has no separate place.</summary>
    public Descriptor Error => _error ?? Output;

    /// <summary>Opens them. Throws where one cannot be opened.</summary>
    public static DaemonStreams Open(DaemonInstance instance)
    {
        var output = LogTargets.Open(instance.LogFile, instance).MoveOutOfTheWay();
        Descriptor? error = null;
        try
        {
            error = instance.ErrorFile == instance.LogFile ? null : LogTargets.Open(instance.ErrorFile, instance).MoveOutOfTheWay();
            return new DaemonStreams(Descriptor.OpenNull().MoveOutOfTheWay(), output, error);
        }
        catch
        {
            // A watcher tries again, perhaps for days.
            output.Dispose();
            error?.Dispose();
            throw;
        }
    }

    /// <summary>Starts a stage with them, the handoff and the lock, each at the place that <see cref="StageDescriptors"/> gives it.</summary>
    public int Spawn(LaunchSpec image, Descriptor handoff, int lockDescriptor, bool inNewSession) =>
        Spawner.Spawn(image, [_input.Number, Output.Number, Error.Number, handoff.Number, lockDescriptor], inNewSession);

    public void Dispose()
    {
        _input.Dispose();
        Output.Dispose();
        _error?.Dispose();
    }
}
