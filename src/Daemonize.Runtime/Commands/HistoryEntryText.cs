using Daemonize.History;
using Daemonize.Text;

namespace Daemonize.Commands;

/// <summary>Puts an entry of a history into words.</summary>
internal static class HistoryEntryText
{
    /// <summary>The count that stands for more, or for an end without an exit code: the daemon was about to be killed.</summary>
    private const ushort Most = ushort.MaxValue;

    /// <summary>Gets what happened, as a phrase.</summary>
    public static string Of(in HistoryEntry entry) => entry.Record.Kind switch
    {
        HistoryKind.Tick => OfTick(entry),
        HistoryKind.Skipped => $"skipped {Plural.Of(entry.Record.Count, "slot", "slots")}{(entry.Record.Count == Most ? " or more" : "")}",
        HistoryKind.Started => "started" + AfterLostEnd(entry),
        HistoryKind.Restarted => $"restart {entry.Record.Count}{AfterLostEnd(entry)}",
        HistoryKind.Ready => "ready",
        HistoryKind.Reloaded => Has(entry, HistoryFlags.Failed) ? "reload failed" : "reloaded",
        _ => entry.Record.Count == Most ? "ended, killed after StopTimeout" : $"ended with exit code {entry.Record.Count}",
    };

    /// <summary>Gets the name of a kind for programs.</summary>
    public static string EventOf(HistoryKind kind) => kind switch
    {
        HistoryKind.Tick => "tick",
        HistoryKind.Skipped => "skipped",
        HistoryKind.Started => "started",
        HistoryKind.Restarted => "restarted",
        HistoryKind.Ready => "ready",
        HistoryKind.Reloaded => "reloaded",
        _ => "ended",
    };

    /// <summary>Gets the name of a tick's result for programs.</summary>
    public static string ResultOf(TickResult result) => result switch
    {
        TickResult.Running => "running",
        TickResult.Killed => "killed",
        TickResult.Failed => "failed",
        _ => "succeeded",
    };

    /// <summary>Gets what a record counts; null if it counts nothing, or has ended without an exit code.</summary>
    public static int? CountOf(in HistoryRecord record) => record.Kind switch
    {
        HistoryKind.Tick or HistoryKind.Skipped or HistoryKind.Restarted => record.Count,
        HistoryKind.Ended => record.Count == Most ? null : record.Count,
        _ => null,
    };

    /// <summary>Gets the name of what a record counts for programs.</summary>
    public static ReadOnlySpan<byte> CountNameOf(HistoryKind kind) => kind switch
    {
        HistoryKind.Tick => "retries"u8,
        HistoryKind.Skipped => "slots"u8,
        HistoryKind.Restarted => "restart"u8,
        _ => "exitCode"u8,
    };

    /// <summary>Gets the colour that repeats what the words say; null for none.</summary>
    public static string? ColourOf(in HistoryEntry entry) => entry switch
    {
        { Result: TickResult.Failed or TickResult.Killed } => "\e[31m",
        { Result: TickResult.Running } => "\e[32m",
        { Result: TickResult.Succeeded } => Has(entry, HistoryFlags.Late) || Has(entry, HistoryFlags.Replaced) ? "\e[33m" : null,
        { Record.Kind: HistoryKind.Skipped } => "\e[33m",
        { FollowsLostEnd: true } => "\e[31m",
        _ => Has(entry, HistoryFlags.Failed) ? "\e[31m" : "\e[2m",
    };

    private static string OfTick(in HistoryEntry entry)
    {
        var result = entry.Result switch
        {
            TickResult.Running => "running",
            TickResult.Killed => "killed",
            TickResult.Failed => Has(entry, HistoryFlags.TimedOut) ? "timed out" : "failed",
            _ => Has(entry, HistoryFlags.Replaced) ? "cancelled for the next tick" : "ok",
        };
        return result
            + (entry.Record.Shard is { } shard ? ", shard " + shard.ToString(InvariantNumbers.Format) : "")
            + (entry.Record.Count > 0 ? $", {Plural.Of(entry.Record.Count, "retry", "retries")}" : "")
            + (Has(entry, HistoryFlags.Late) ? ", late" : "")
            + (Has(entry, HistoryFlags.ByHand) ? ", by hand" : "");
    }

    private static string AfterLostEnd(in HistoryEntry entry) => entry.FollowsLostEnd ? " after a kill or crash" : "";

    private static bool Has(in HistoryEntry entry, HistoryFlags flag) => (entry.Record.Flags & flag) != 0;
}
