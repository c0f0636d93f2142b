namespace Daemonize.Cluster;

/// <summary>The reply of a store to a member.</summary>
/// <param name="Now">The store's time, in milliseconds since the Unix epoch.</param>
/// <param name="Epoch">A number that changes whenever a member comes or goes.</param>
/// <param name="Count">The number of members, this one included; null if the epoch is that of the request.</param>
/// <param name="Rank">The place of this member among them in order of their ids, from 0; null with <paramref name="Count"/>.</param>
public sealed record MeetReply(long Now, long Epoch, int? Count, int? Rank);
