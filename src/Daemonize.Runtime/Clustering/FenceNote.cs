using Daemonize.Platform;

namespace Daemonize.Clustering;

/// <summary>
/// What a process with a fence leaves for its parent: when the kernel kills it, and why. A process that is stopped or frozen cannot say so
/// itself when the time has come.
/// </summary>
/// <param name="At">When the kernel kills, in ticks of <see cref="BootClock"/>; long.MaxValue for never.</param>
/// <param name="Lease">The lease that ends then.</param>
internal readonly record struct FenceNote(long At, LostLease Lease)
{
    /// <summary>The number of numbers in the note.</summary>
    public const int Length = 4;

    /// <summary>Leaves the note for the parent.</summary>
    public void Write(ParentNote note) => note.Write([At, Lease.Token, Lease.Slot, Lease.Shard]);

    /// <summary>Gets the note from its numbers.</summary>
    public static FenceNote Of(ReadOnlySpan<long> numbers) => new(numbers[0], new LostLease(numbers[1], numbers[2], (int)numbers[3]));
}
