using Daemonize.Clustering;
using Daemonize.Platform;

namespace Daemonize.Tests.Clustering;

/// <summary>What the fence leaves for the parent of its process.</summary>
public sealed class FenceTests
{
    private static readonly LostLease Lease = new(Token: 7, Slot: 1_764_313_526_000);

    [Fact]
    public void ArmedFenceHasLeftItsInstantAndItsLease()
    {
        var (fence, note) = Create();
        using (fence)
        {
            var at = BootClock.Now + TimeSpan.TicksPerHour;
            fence.Set(at, Lease);
            Assert.Equal(new FenceNote(at, Lease), Read(note));
            fence.Set(at + 1, Lease);
            Assert.Equal(new FenceNote(at + 1, Lease), Read(note));
        }
    }

    /// <summary>Of two ticks under one lease, the first has ended.</summary>
    [Fact]
    public void NextTickUnderTheSameLeaseIsNamed()
    {
        var (fence, note) = Create();
        using (fence)
        {
            var at = BootClock.Now + TimeSpan.TicksPerHour;
            fence.Set(at, Lease);
            fence.Set(at, Lease with { Slot = Lease.Slot + 1000 });
            Assert.Equal(Lease.Slot + 1000, Read(note)?.Lease.Slot);
        }
    }

    [Fact]
    public void FenceWithoutATickKillsNever()
    {
        var (fence, note) = Create();
        using (fence)
        {
            fence.Set(BootClock.Now + TimeSpan.TicksPerHour, Lease);
            fence.Set(long.MaxValue);
            Assert.Equal(long.MaxValue, Read(note)?.At);
        }
    }

    [Fact]
    public void FenceThatWasNeverSetHasLeftNothing()
    {
        var (fence, note) = Create();
        using (fence)
        {
            fence.Set(long.MaxValue);
            Assert.Null(Read(note));
        }
    }

    [Fact]
    public void ForgottenNoteIsGone()
    {
        var (fence, note) = Create();
        using (fence)
        {
            fence.Set(BootClock.Now + TimeSpan.TicksPerHour, Lease);
            note.Clear();
            Assert.Null(Read(note));
        }
    }

    [Theory]
    [InlineData(0, "lost its lease while a tick was running (token 7)")]
    [InlineData(1_764_313_526_000, "lost its lease while a tick was running (token 7, slot 2025-11-28T07:05:26.000Z)")]
    public void LostLeaseNamesItsTick(long slot, string text) => Assert.Equal(text, new LostLease(7, slot).ToString());

    [Fact]
    public void LostLeaseNamesItsShard() =>
        Assert.Equal("lost its lease of shard 3 while a tick was running (token 7)", new LostLease(7, 0, Shard: 3).ToString());

    private static (Fence Fence, ParentNote Note) Create()
    {
        var note = ParentNote.TryCreate();
        Assert.NotNull(note);
        return (new Fence(KillTimer.TryCreate(out _)!, note), note);
    }

    private static FenceNote? Read(ParentNote note)
    {
        Span<long> numbers = stackalloc long[FenceNote.Length];
        return note.TryRead(numbers) ? FenceNote.Of(numbers) : null;
    }
}
