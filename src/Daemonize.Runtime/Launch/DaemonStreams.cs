using Daemonize.Identity;
using Daemonize.LogOutput;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Launch;

/// <summary>The standard streams of a started daemon: an empty standard input, and its logs.</summary>
internal sealed class DaemonStreams : IDisposable
{
    private readonly Descriptor _input;
    private readonly LogHandle? _error;

    private DaemonStreams(Descriptor input, LogHandle output, LogHandle? error)
    {
        _input = input;
        Output = output;
        _error = error;
    }

    public LogHandle Output { get; }

    /// <summary>The log of standard error; <see cref="Output"/> if standard error has no separate log.</summary>
    public LogHandle Error => _error ?? Output;

    /// <summary>Opens the streams. Throws if one cannot be opened.</summary>
    public static DaemonStreams Open(DaemonInstance instance)
    {
        var output = Open(instance.LogFile, instance);
        LogHandle? error = null;
        try
        {
            error = instance.ErrorFile == instance.LogFile ? null : Open(instance.ErrorFile, instance);
            return new DaemonStreams(Descriptor.OpenNull().MoveOutOfTheWay(), output, error);
        }
        catch
        {
            // A watcher retries, perhaps for days: leave no descriptor open.
            output.Dispose();
            error?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Starts a stage with these streams, the handoff and the lock, each at its number in <see cref="StageDescriptors"/>.
    /// </summary>
    public int Spawn(LaunchSpec image, Descriptor handoff, int lockDescriptor, bool inNewSession) =>
        Spawner.Spawn(image, Numbers(handoff, lockDescriptor), inNewSession);

    /// <summary>Starts a stage in the same way, in a new session. False if this process may not: then there is no new process.</summary>
    public bool TrySpawn(DetachedSpawn spawn, LaunchSpec image, Descriptor handoff, int lockDescriptor, DaemonInstance instance) =>
        spawn.TryRun(
            image, Numbers(handoff, lockDescriptor), instance.Settings, SessionStage.NextBlocked(instance));

    /// <summary>An array, because the JIT would compile the conversion of a list expression to a span.</summary>
    private int[] Numbers(Descriptor handoff, int lockDescriptor) =>
        [_input.Number, Output.Number, Error.Number, handoff.Number, lockDescriptor];

    private static LogHandle Open(string target, DaemonInstance instance) => LogDestination.Of(target, instance).Open().MoveOutOfTheWay();

    public void Dispose()
    {
        _input.Dispose();
        Output.Dispose();
        _error?.Dispose();
    }
}
