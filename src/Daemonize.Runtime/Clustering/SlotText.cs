namespace Daemonize.Clustering;

/// <summary>A slot in the log: <c>2026-11-29T07:05:40.000Z</c>.</summary>
internal static class SlotText
{
    /// <summary>Formats a slot, in milliseconds since the Unix epoch.</summary>
    public static string Of(long slot) => new DateTime(StoreTime.ToTicks(slot), DateTimeKind.Utc)
        .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", InvariantNumbers.Format);
}
