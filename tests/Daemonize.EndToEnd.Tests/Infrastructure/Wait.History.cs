namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <content>Waits for what a daemon writes into its history.</content>
internal static partial class Wait
{
    /// <summary>Waits with inotify(7) until the history of a daemon is as wanted. Returns it.</summary>
    public static async Task<HistoryView> ForHistoryAsync(DaemonFiles daemon, Predicate<HistoryView> isWanted) => (await ForChangeAsync(
        daemon.HistoryFile,
        () => HistoryView.TryRead(daemon.HistoryFile),
        history => history is not null && isWanted(history),
        history => history is null ? "it is no history" : $"its pulse is: {history.Pulse}; its records: {history.Records.Count}"))!;

    /// <summary>
    /// Waits until the first run of a daemon has recorded that it is ready, a moment after <c>start</c> has returned.
    /// </summary>
    public static Task ForReadyRecordAsync(DaemonFiles daemon) => ForHistoryAsync(
        daemon, static history => history.Records is [{ Kind: RecordView.OfStarted }, { Kind: RecordView.OfReady }, ..]);

    /// <summary>
    /// Waits until the method of a daemon that is called once has been called: the log and the card of the start are written by then.
    /// </summary>
    public static Task ForCallAsync(DaemonFiles daemon) => ForPulseAsync(daemon, static pulse => pulse.Ticks > 0);

    /// <summary>Waits until the pulse of the running daemon, which is as old as its last change, is as wanted. Returns it.</summary>
    public static async Task<PulseView> ForPulseAsync(DaemonFiles daemon, Predicate<PulseView> isWanted) =>
        (await ForHistoryAsync(
            daemon, history => history.Pulse is { } pulse && pulse.Pid == daemon.Record?.Pid && isWanted(pulse))).Pulse!;
}
