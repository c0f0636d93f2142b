using Daemonize.Cluster;
using Daemonize.Clustering;
using Daemonize.Platform;
using Daemonize.Tests.Infrastructure;
using static Daemonize.Tests.Clustering.FileStoreSteps;

namespace Daemonize.Tests.Clustering;

/// <summary>
/// Two stores in one process, which exclude each other as two processes do. What the steps do to a record is in the contract tests of all
/// stores; here is what the locks decide.
/// </summary>
public sealed class FileStoreTests : IAsyncLifetime
{
    private const string Name = "newsapp/fetch";
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly Guid Me = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    private readonly TestFolder _folder = new();
    private readonly SetTime _time = new();
    private FileStore _mine = null!;
    private FileStore _others = null!;

    private static CancellationToken Abandon => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_mine, _others) = (Open(), Open());
        await _mine.ConnectAsync(Abandon);
    }

    public async ValueTask DisposeAsync()
    {
        await _mine.DisposeAsync();
        await _others.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>L3: the lock decides, not the time.</summary>
    [Fact]
    public async Task LockedLeaseIsRefusedAfterItsTime()
    {
        var mine = await TakeAsync(_mine, Name, Me, Moment);
        _time.Advance(Hour);

        Assert.Null(await TryTakeAsync(_others, Name, Other));
        Assert.NotNull(await RenewAsync(_mine, Name, Me, mine.Token));
    }

    /// <summary>Else a follower would try to take it in a loop.</summary>
    [Fact]
    public async Task LockedLeaseIsShownAsLasting()
    {
        var mine = await TakeAsync(_mine, Name, Me, TimeSpan.FromSeconds(3));
        Assert.Equal(mine, await LookAsync(_others, Name));
        _time.Advance(Hour);

        Assert.Equal(mine with { Until = _time.Now + 3000 }, await LookAsync(_others, Name));
        Assert.Equal(mine, await LookAsync(_mine, Name));
    }

    [Fact]
    public async Task UnlockedLeaseIsOverBeforeItsTime()
    {
        var mine = await TakeAsync(_mine, Name, Me);
        await _mine.DisposeAsync();

        Assert.Equal(mine with { Until = _time.Now - 1 }, await LookAsync(_others, Name));
        var others = await TakeAsync(_others, Name, Other);
        Assert.True(others.Token > mine.Token);
        await using var again = Open();
        Assert.Null(await RenewAsync(again, Name, Me, mine.Token));
    }

    /// <summary>A lease that is over, but that nobody has taken, is renewed; and then nobody can.</summary>
    [Fact]
    public async Task OwnerThatOpensTheStoreAgainKeepsItsLease()
    {
        var mine = await TakeAsync(_mine, Name, Me);
        await _mine.DisposeAsync();
        await using var again = Open();

        Assert.NotNull(await RenewAsync(again, Name, Me, mine.Token));
        Assert.Null(await TryTakeAsync(_others, Name, Other));
    }

    /// <summary>A step that is refused must not take the lock.</summary>
    [Fact]
    public async Task RefusedStepLeavesTheLockFree()
    {
        var mine = await TakeAsync(_mine, Name, Me);
        await _mine.DisposeAsync();
        await using var again = Open();
        Assert.Null(await RenewAsync(again, Name, Me, mine.Token + 1));
        Assert.Null(await BeginAsync(again, Name, Me, mine.Token, mine.Slot));
        Assert.Null(await TakeAsync(again, Name, Me, mine.Token + 1, Hour));

        Assert.NotNull(await TryTakeAsync(_others, Name, Other));
    }

    [Fact]
    public async Task StepsOfAStoreWithoutTheLockAreRefused()
    {
        var mine = await TakeAsync(_mine, Name, Me);

        Assert.Null(await RenewAsync(_others, Name, Me, mine.Token));
        Assert.Null(await EndAsync(_others, Name, Me, mine.Token, 0, releases: true));
        Assert.Equal(mine, await LookAsync(_mine, Name));
    }

    [Fact]
    public async Task ReleasedLeaseIsUnlocked()
    {
        var mine = await TakeAsync(_mine, Name, Me);
        await EndAsync(_mine, Name, Me, mine.Token, 0, releases: true);

        Assert.NotNull(await TryTakeAsync(_others, Name, Other));
    }

    [Fact]
    public async Task EndWithoutReleaseKeepsTheLock()
    {
        var mine = await TakeAsync(_mine, Name, Me);
        await EndAsync(_mine, Name, Me, mine.Token, mine.Slot + 1);

        Assert.Null(await TryTakeAsync(_others, Name, Other));
    }

    /// <summary>The lock of a file without a name keeps nobody away. The owner takes the new one before another can.</summary>
    [Fact]
    public async Task RemovedLockIsTakenAgain()
    {
        var mine = await TakeAsync(_mine, Name, Me);
        File.Delete(FileNames.Term(Directory, Name, 0));

        Assert.NotNull(await RenewAsync(_mine, Name, Me, mine.Token));
        Assert.Null(await TryTakeAsync(_others, Name, Other));
    }

    /// <summary>The step file of a shard is removed: its owner has lost the record, and hears it.</summary>
    [Fact]
    public async Task RemovedRecordIsLost()
    {
        var mine = await TakeAsync(_mine, Name, Me);
        File.Delete(FileNames.Lease(Directory, Name, 0));

        Assert.Null(await RenewAsync(_mine, Name, Me, mine.Token));
    }

    /// <summary>C4, L1.</summary>
    [Fact]
    public async Task TokensGrowWhenTheClockIsSetBack()
    {
        var mine = await TakeAsync(_mine, Name, Me);
        Assert.Equal(_time.Now, mine.Token);
        await _mine.DisposeAsync();
        _time.Advance(-Hour);

        Assert.Equal(mine.Token + 1, (await TakeAsync(_others, Name, Other)).Token);
    }

    [Fact]
    public async Task RecordSurvivesItsStores()
    {
        var mine = await TakeAsync(_mine, Name, Me);
        _time.Advance(Hour);
        await BeginAsync(_mine, Name, Me, mine.Token, mine.Slot + 7);
        await _mine.LookAsync(new() { Name = Name, Shards = [0], Deputy = Other, DeputyTerm = Hour }, Abandon);
        await _mine.EndAsync(
            new() { Name = Name, Owner = Me, Shards = [new(0, mine.Token, mine.Slot + 7, 3, Releases: true)] }, Abandon);
        await _mine.DisposeAsync();

        var expected = mine with
        {
            Owner = null,
            Until = _time.Now + (long)Hour.TotalMilliseconds,
            Slot = mine.Slot + 7,
            Done = mine.Slot + 7,
            Interrupted = 3,
            Deputy = Other,
            DeputyUntil = _time.Now + (long)Hour.TotalMilliseconds,
        };
        Assert.Equal(expected, await LookAsync(_others, Name));
    }

    /// <summary>
    /// Steps that must outlive a loss of power replace the record before the last one, and leave the last. Renewals and deputies may be
    /// lost, and only replace each other.
    /// </summary>
    [Fact]
    public async Task LastingRecordIsReplacedOnlyByALaterOne()
    {
        var mine = await TakeAsync(_mine, Name, Me);
        _time.Advance(Hour);
        List<int> places = [];
        foreach (var step in (Func<Task>[])
            [() => RenewAsync(_mine, Name, Me, mine.Token),
                () => RenewAsync(_mine, Name, Me, mine.Token, TimeSpan.FromMinutes(1)),
                () => BeginAsync(_mine, Name, Me, mine.Token, mine.Slot + 7),
                () => _others.LookAsync(new() { Name = Name, Shards = [0], Deputy = Other, DeputyTerm = Hour }, Abandon).AsTask(),
                () => EndAsync(_mine, Name, Me, mine.Token, mine.Slot + 7),
                () => EndAsync(_mine, Name, Me, mine.Token, 0, releases: true),
                () => TakeAsync(_others, Name, Other)])
        {
            var before = await File.ReadAllBytesAsync(FileNames.Lease(Directory, Name, 0), Abandon);
            await step();
            var after = await File.ReadAllBytesAsync(FileNames.Lease(Directory, Name, 0), Abandon);
            places.Add(after.AsSpan(0, 4096).SequenceEqual(before.AsSpan(0, 4096)) ? 1 : 0);
            Assert.NotEqual(before, after);
        }

        // The new record was in place 0 and the first term in place 1.
        Assert.Equal([0, 0, 0, 1, 1, 0, 1], places);
    }

    /// <summary>Waiting does not help: somebody has to remove the link.</summary>
    [Fact]
    public async Task RefusedFileIsAPermanentError()
    {
        await TakeAsync(_mine, Name, Me);
        await File.WriteAllTextAsync(_folder["other"], "", Abandon);
        foreach (var path in (string[])
            [FileNames.Lease(Directory, Name, 0), FileNames.Term(Directory, Name, 0), FileNames.Members(Directory, Name) + ".lock"])
        {
            File.Delete(path);
            File.CreateSymbolicLink(path, _folder["other"]);
        }

        foreach (var step in (Func<Task>[])
            [() => LookAsync(_others, Name), () => _others.WaitForReleaseAsync(Name, 0, Abandon).AsTask(),
                () => _others.MeetAsync(new() { Member = Member(Me), Lease = Hour }, Abandon).AsTask()])
        {
            var exception = await Assert.ThrowsAsync<ClusterStoreException>(step);
            Assert.EndsWith(": it is a symbolic link; remove it", exception.Message, StringComparison.Ordinal);
            Assert.True(exception.IsPermanent);
        }
    }

    [Fact]
    public async Task LongNameOfAHostIsCut()
    {
        var seen = await LookAsync(_mine, Name);
        await _mine.TakeAsync(
            new() { Name = Name, Owner = Me, Host = new string('é', 500), Lease = Hour, Shards = [new(0, seen.Token)] }, Abandon);

        var host = (await LookAsync(_others, Name)).Host!;
        Assert.InRange(host.Length, 100, 250);
        Assert.Equal(new string('é', host.Length), host);
    }

    /// <summary>Another process is in the middle of a step, for ever if it was stopped there.</summary>
    [Fact]
    public async Task StepThatWaitsForAnotherCanBeAbandoned()
    {
        await LookAsync(_mine, Name);
        using var abandon = new CancellationTokenSource();
        using (StepFile.TryOpen(FileNames.Lease(Directory, Name, 0)))
        {
            var look = _mine.LookAsync(new() { Name = Name, Shards = [0] }, abandon.Token).AsTask();
            Assert.False(look.IsCompleted);
            await abandon.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => look);
        }

        Assert.NotNull(await LookAsync(_mine, Name));
    }

    [Fact]
    public async Task ClosedStoreRefusesEverything()
    {
        await LookAsync(_mine, Name);
        await _mine.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => LookAsync(_mine, Name));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _mine.GetMembersAsync(Name, Abandon).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _mine.WaitForReleaseAsync(Name, 0, Abandon).AsTask());
    }

    [Fact]
    public async Task WaitEndsAtOnceWhereNobodyHoldsTheLease()
    {
        await SoonAsync(_mine.WaitForReleaseAsync(Name, 0, Abandon).AsTask());
        var mine = await TakeAsync(_mine, Name, Me);
        await EndAsync(_mine, Name, Me, mine.Token, 0, releases: true);

        await SoonAsync(_others.WaitForReleaseAsync(Name, 0, Abandon).AsTask());
    }

    [Fact]
    public async Task AllWaitsEndWithTheTerm()
    {
        var mine = await TakeAsync(_mine, Name, Me);
        var waits = Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? _mine : _others).WaitForReleaseAsync(Name, 0, Abandon).AsTask())
            .ToList();
        await LookAsync(_others, Name);
        Assert.Null(await TryTakeAsync(_others, Name, Other));
        Assert.DoesNotContain(waits, static wait => wait.IsCompleted);
        await EndAsync(_mine, Name, Me, mine.Token, 0, releases: true);

        await SoonAsync(Task.WhenAll(waits));
    }

    [Fact]
    public async Task WaitsForSeveralShardsEndSeparately()
    {
        await _mine.LookAsync(new() { Name = Name, Shards = [0, 1] }, Abandon);
        var taken = await _mine.TakeAsync(
            new() { Name = Name, Owner = Me, Host = "host:1", Lease = Hour, Shards = [new(0, 0), new(1, 0)] }, Abandon);
        var first = _others.WaitForReleaseAsync(Name, 0, Abandon).AsTask();
        var second = _others.WaitForReleaseAsync(Name, 1, Abandon).AsTask();
        await EndAsync(_mine, Name, Me, taken.Leases.Single(static lease => lease.Shard == 0).Token, 0, releases: true);

        await SoonAsync(first);
        Assert.False(second.IsCompleted);
        await _mine.DisposeAsync();
        await SoonAsync(second);
    }

    [Fact]
    public async Task AbandonedWaitEndsAndLeavesTheOthers()
    {
        await TakeAsync(_mine, Name, Me);
        using var abandon = new CancellationTokenSource();
        var abandoned = _others.WaitForReleaseAsync(Name, 0, abandon.Token).AsTask();
        var other = _others.WaitForReleaseAsync(Name, 0, Abandon).AsTask();
        await abandon.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SoonAsync(abandoned));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _others.WaitForReleaseAsync(Name, 0, abandon.Token).AsTask());
        Assert.False(other.IsCompleted);
        await _mine.DisposeAsync();
        await SoonAsync(other);
    }

    [Fact]
    public async Task WaitEndsWithItsStore()
    {
        await TakeAsync(_mine, Name, Me);
        var wait = _others.WaitForReleaseAsync(Name, 0, Abandon).AsTask();
        await _others.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => SoonAsync(wait));
    }

    [Fact]
    public async Task DirectoryOfOthersIsRefused()
    {
        var directory = System.IO.Directory.CreateDirectory(_folder["open"]).FullName;
        File.SetUnixFileMode(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead);
        await using var store = new FileStore(directory);

        var exception = await Assert.ThrowsAsync<ClusterStoreException>(() => store.ConnectAsync(Abandon).AsTask());
        Assert.Equal($"will not use {directory}: other users may use it; chmod 700 it", exception.Message);
        Assert.True(exception.IsPermanent);
    }

    [Fact]
    public async Task FilesAreOfTheOwnerOnly()
    {
        await TakeAsync(_mine, Name, Me);
        await _mine.MeetAsync(new() { Member = Member(Me), Lease = Hour }, Abandon);

        const UnixFileMode ofOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(ofOwner | UnixFileMode.UserExecute, File.GetUnixFileMode(Directory));
        var files = System.IO.Directory.GetFiles(Directory);
        Assert.Equal(4, files.Length);
        Assert.All(files, static file => Assert.Equal(ofOwner, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task MembersOfAllStoresAreOneList()
    {
        await _mine.MeetAsync(new() { Member = Member(Me), Lease = Hour }, Abandon);
        var reply = await _others.MeetAsync(new() { Member = Member(Other), Lease = Hour }, Abandon);

        Assert.Equal(2, reply.Count);
        Assert.Equal(
            new[] { Me, Other }.Order(), (await _mine.GetMembersAsync(Name, Abandon)).Members.Select(static member => member.Id));
    }

    /// <summary>The members write themselves again, and see by the number that the list is another one.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(60)]
    public async Task DamagedListOfMembersIsEmpty(int length)
    {
        var before = await _mine.MeetAsync(new() { Member = Member(Me), Lease = Hour }, Abandon);
        var path = FileNames.Members(Directory, Name);
        await using (var file = new FileStream(path, FileMode.Open))
        {
            file.SetLength(length);
        }

        _time.Advance(Moment);
        Assert.Empty((await _others.GetMembersAsync(Name, Abandon)).Members);
        var after = await _others.MeetAsync(new() { Member = Member(Other), Lease = Hour, Epoch = before.Epoch }, Abandon);
        Assert.Equal((1, 0), (after.Count, after.Rank));
        Assert.True(after.Epoch > before.Epoch);
    }

    private string Directory => _folder["cluster"];

    /// <summary>A wait that does not end fails, and does not keep the other tests from running.</summary>
    private static Task SoonAsync(Task wait) => wait.WaitAsync(TimeSpan.FromSeconds(30), Abandon);

    private FileStore Open() => new(Directory, _time);

    private static ClusterMember Member(Guid id) => new() { Name = Name, Id = id, Host = "host", ProcessId = 1, Version = "1" };

    /// <summary>A clock that only the test moves.</summary>
    private sealed class SetTime : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

        public long Now => _now.ToUnixTimeMilliseconds();

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan time) => _now += time;
    }
}
