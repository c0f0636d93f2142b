namespace Daemonize.Generator.Model;

/// <summary>The methods that a daemon calls in addition to the marked one, each null if there is none.</summary>
/// <param name="OnResult">Handles a result.</param>
/// <param name="OnError">Receives each failure.</param>
/// <param name="OnStart">Runs before the daemon is ready.</param>
/// <param name="OnStop">Runs when all is done.</param>
/// <param name="OnReload">Runs on SIGHUP.</param>
/// <param name="Signals">What other signals do.</param>
internal sealed record CallbacksModel(
    CallbackModel? OnResult,
    CallbackModel? OnError,
    CallbackModel? OnStart,
    CallbackModel? OnStop,
    CallbackModel? OnReload,
    EquatableArray<SignalModel> Signals)
{
    /// <summary>Those of a daemon that has none.</summary>
    public static readonly CallbacksModel None = new(null, null, null, null, null, default);

    /// <summary>All of them.</summary>
    public IEnumerable<CallbackModel> All
    {
        get
        {
            CallbackModel?[] callbacks = [OnResult, OnError, OnStart, OnStop, OnReload, .. Signals.Select(static signal => signal.Handler)];
            return callbacks.Where(static callback => callback is not null)!;
        }
    }
}
