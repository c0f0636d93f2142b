using Daemonize.Scheduling;

namespace Daemonize.Clustering;

/// <summary>A tick that may start now, because the store has begun its slot or because it needs none.</summary>
/// <param name="Taken">The slot, a requested one, or that of a method without a schedule.</param>
/// <param name="Token">The token of the term.</param>
/// <param name="Attempt">How often the slot was begun, with this time.</param>
internal sealed record SlotStart(TakenSlot Taken, long Token, int Attempt)
{
    /// <summary>The slot in the store, in milliseconds since the Unix epoch; 0 for a tick without one.</summary>
    public long Slot { get; init; }
}

/// <summary>
/// A slot that was asked for and that has not started: whether the store has begun it is known, if at all, only to the store.
/// </summary>
/// <param name="Slot">The slot, in milliseconds since the Unix epoch.</param>
/// <param name="Attempt">The attempt that was asked for.</param>
/// <param name="Token">The token of the last term of this process.</param>
/// <param name="Due">When the slot was due, in ticks of the store's time.</param>
/// <param name="Lost">The number of other slots that were open when the term ended.</param>
internal sealed record OpenQuestion(long Slot, int Attempt, long Token, long Due, int Lost);

/// <summary>Slots that were begun and whose end is unknown.</summary>
/// <param name="Slot">The last of them, in milliseconds since the Unix epoch.</param>
/// <param name="Count">How many there are at most.</param>
/// <param name="Host">The host and process id of the owner; null if unknown.</param>
/// <param name="Token">The token of its term.</param>
internal sealed record InterruptedSlots(long Slot, int Count, string? Host, long Token);
