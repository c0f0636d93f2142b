namespace Daemonize.Generator.Model;

/// <summary>The methods that a daemon calls in addition to the marked one. Each is null if there is none.</summary>
/// <param name="OnResult">Handles a result of the daemon method.</param>
/// <param name="OnError">Receives each failure of the daemon.</param>
/// <param name="OnStart">Runs before the daemon is ready.</param>
/// <param name="OnStop">Runs when all work is done.</param>
/// <param name="OnReload">Runs when the daemon receives SIGHUP.</param>
/// <param name="Signals">The actions for other signals; may be empty.</param>
internal sealed record CallbacksModel(
    CallbackModel? OnResult,
    CallbackModel? OnError,
    CallbackModel? OnStart,
    CallbackModel? OnStop,
    CallbackModel? OnReload,
    EquatableArray<SignalModel> Signals)
{
    /// <summary>The callbacks of a daemon that has none.</summary>
    public static readonly CallbacksModel None = new(null, null, null, null, null, default);

    /// <summary>Gets all callbacks, including signal handlers.</summary>
    public IEnumerable<CallbackModel> All
    {
        get
        {
            CallbackModel?[] callbacks = [OnResult, OnError, OnStart, OnStop, OnReload, .. Signals.Select(static signal => signal.Handler)];
            return callbacks.Where(static callback => callback is not null)!;
        }
    }
}
