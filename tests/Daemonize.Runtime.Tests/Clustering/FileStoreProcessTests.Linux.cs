using System.Diagnostics;
using Daemonize.Clustering;
using Daemonize.Platform.Linux;
using Daemonize.Tests.Infrastructure;
using static Daemonize.Tests.Clustering.FileStoreSteps;

namespace Daemonize.Tests.Clustering;

/// <summary>The store between processes, some of which are killed.</summary>
public sealed class FileStoreProcessTests : IDisposable
{
    private const string Name = "newsapp/fetch";
    private static readonly Guid Me = Guid.NewGuid();

    private readonly TestFolder _folder = new();

    private string Directory => _folder["cluster"];

    private static CancellationToken Abandon => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// kill -9 of the owner, five times. One of the times must be fast: looking once a second never is, and a busy machine is not always
    /// slow.
    /// </summary>
    [Fact]
    public async Task WaiterTakesOverFromAKilledOwner()
    {
        var fastest = TimeSpan.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            await using var store = new FileStore(Directory);
            using var owner = TestChild.Start(TestRoles.Owner, Directory, Name);
            var token = owner.ReadNumber();
            var wait = store.WaitForReleaseAsync(Name, 0, Abandon).AsTask();
            Assert.Null(await TryTakeAsync(store, Name, Me));
            Assert.False(wait.IsCompleted);

            var begin = Stopwatch.GetTimestamp();
            owner.Signal(Libc.SIGKILL);
            await wait;
            var mine = await TakeAsync(store, Name, Me);
            fastest = TimeSpan.FromTicks(Math.Min(fastest.Ticks, Stopwatch.GetElapsedTime(begin).Ticks));
            Assert.True(mine.Token > token);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"fastest: {fastest.TotalMilliseconds:0.0} ms");
        Assert.InRange(fastest, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
    }

    /// <summary>A stopped owner does nothing, but its lease cannot be taken: no fence is needed.</summary>
    [Fact]
    public async Task StoppedOwnerKeepsItsLease()
    {
        await using var store = new FileStore(Directory);
        using var owner = TestChild.Start(TestRoles.Owner, Directory, Name);
        _ = owner.ReadNumber();
        owner.Signal(Libc.SIGSTOP);
        Assert.Null(await TryTakeAsync(store, Name, Me));
        owner.Signal(Libc.SIGKILL);
        await store.WaitForReleaseAsync(Name, 0, Abandon);
        Assert.NotNull(await TryTakeAsync(store, Name, Me));
    }

    /// <summary>Killed at any moment, in the middle of a write: the record is whole, and has all that was acknowledged.</summary>
    [Fact]
    [Trait(LongRounds.Trait, "long")]
    public async Task KilledWriterLeavesAWholeRecord()
    {
        await using var store = new FileStore(Directory);
        var random = new Random(1);
        var rounds = LongRounds.Of(10);
        for (var round = 0; round < rounds; round++)
        {
            using var writer = TestChild.Start(TestRoles.Writer, Directory, Name);
            var slot = writer.ReadNumber();
            for (var i = random.Next(30); i > 0; i--)
            {
                slot = writer.ReadNumber();
            }

            writer.Signal(Libc.SIGKILL);
            while (writer.ReadLine() is { } line)
            {
                slot = long.Parse(line, InvariantNumbers.Format);
            }

            await store.WaitForReleaseAsync(Name, 0, Abandon);
            var lease = await LookAsync(store, Name);
            Assert.InRange(lease.Slot, slot, slot + 1);
            Assert.InRange(lease.Done, slot - 1, lease.Slot);
        }
    }

    /// <summary>
    /// L1, L2, L3, L8: two hundred callers in eight processes wait for the lease, take it, begin a slot and release, while an owner is
    /// killed. The order of the tokens is the order of the terms, and no two terms overlap by the clock of the kernel.
    /// </summary>
    [Fact]
    public async Task ManyCallersOfSeveralProcessesTakeTurns()
    {
        const int processes = 8;
        const int callers = 25;
        using var owner = TestChild.Start(TestRoles.Owner, Directory, Name);
        var first = owner.ReadNumber();
        var children = Enumerable.Range(0, processes).Select(_ => TestChild.Start(TestRoles.Callers, Directory, Name, callers)).ToList();
        owner.Signal(Libc.SIGKILL);
        var lines = await Task.WhenAll(children.Select(child => Task.Run(() => ReadAll(child), Abandon)));
        children.ForEach(static child => child.Dispose());

        var terms = lines.SelectMany(static line => line).Select(Term.Parse).OrderBy(static term => term.Token).ToList();
        Assert.Equal(processes * callers, terms.Count);
        Assert.True(terms[0].Token > first);
        Assert.All(terms.Zip(terms.Skip(1)), static pair =>
        {
            Assert.True(pair.First.Token < pair.Second.Token);
            Assert.True(pair.First.Slot < pair.Second.Slot);
            Assert.True(pair.First.End <= pair.Second.Begin);
        });
    }

    private static List<string> ReadAll(TestChild child)
    {
        List<string> lines = [];
        while (child.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    private readonly record struct Term(long Token, long Slot, long Begin, long End)
    {
        public static Term Parse(string line)
        {
            var numbers = Array.ConvertAll(line.Split(' '), static word => long.Parse(word, InvariantNumbers.Format));
            return new Term(numbers[0], numbers[1], numbers[2], numbers[3]);
        }
    }
}
