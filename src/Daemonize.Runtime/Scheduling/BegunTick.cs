using Daemonize.History;

namespace Daemonize.Scheduling;

/// <summary>A tick that has begun.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="At">The time at which it began.</param>
/// <param name="Record">Its record in the history; without a sequence number if there is no history.</param>
internal readonly record struct BegunTick(long Number, DateTimeOffset At, HistoryRecord Record);
