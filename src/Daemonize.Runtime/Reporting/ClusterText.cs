using Daemonize.Text;

namespace Daemonize.Reporting;

/// <summary>
/// What a process does in its cluster, in words: <c>follows host-a:812 (token 1764313526881)</c>, or <c>leads 16 of 64 shards</c>.
/// </summary>
internal static class ClusterText
{
    /// <summary>Formats a status.</summary>
    /// <param name="status">What the process does in its cluster.</param>
    /// <param name="now">The time of the wall clock.</param>
    public static string Of(DaemonClusterStatus status, DateTimeOffset now)
    {
        // Concatenated: every program that shows a status contains this, and an interpolated string is three times the code.
        var token = " (token " + status.Token.ToString(InvariantNumbers.Format) + ")";
        var role = status.Role switch
        {
            not DaemonClusterRole.Waiting when status.ShardsTotal is { } total => OfShards(status.Shards ?? 0, total),
            DaemonClusterRole.Leader => "leads" + token,
            DaemonClusterRole.Follower when status.Leader is { } leader => "follows " + leader + token,
            DaemonClusterRole.Follower => "follows; nobody leads now",
            _ => null,
        };
        var silence = status.StoreSilentSince is { } since
            ? "waits for the store (" + Duration.Format(TimeSpan.FromSeconds(Math.Max(0, (long)(now - since).TotalSeconds))) + ")"
            : null;
        return role is null ? silence ?? "waits for the store"
            : silence is null ? role
            : role + ", " + silence;
    }

    /// <summary>Formats the role for a message about a start; null if it is not known.</summary>
    /// <param name="status">What the process does in its cluster.</param>
    /// <param name="place">Where it leads, with a space before; empty for all machines.</param>
    public static string? OfStart(DaemonClusterStatus? status, string place) => status switch
    {
        { Role: not DaemonClusterRole.Waiting, ShardsTotal: { } total } => OfShards(status.Shards ?? 0, total) + place,
        { Role: DaemonClusterRole.Leader } => "leader" + place,
        { Role: DaemonClusterRole.Follower, Leader: { } leader } => $"follower; leader {leader}",
        { Role: DaemonClusterRole.Follower } => "follower",
        _ => null,
    };

    private static string OfShards(int led, int total)
    {
        var shards = Plural.Of(total, "shard", "shards");
        return "leads " + (led == 0 ? "none" : led.ToString(InvariantNumbers.Format)) + " of " + shards;
    }
}
