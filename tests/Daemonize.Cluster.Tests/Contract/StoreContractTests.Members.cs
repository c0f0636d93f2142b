namespace Daemonize.Cluster.Tests;

public abstract partial class StoreContractTests
{
    private static readonly Guid Between = new("80000000-0000-0000-0000-000000000000");

    [Fact]
    public async Task MembersAreCountedInOrderOfTheirIds()
    {
        Assert.Equal((1, 0), Place(await MeetAsync(Other)));
        Assert.Equal((2, 0), Place(await MeetAsync(Me)));
        Assert.Equal((3, 1), Place(await MeetAsync(Between)));
        Assert.Equal((3, 2), Place(await MeetAsync(Other)));
        Assert.Equal((3, 0), Place(await MeetAsync(Me)));
    }

    [Fact]
    public async Task MemberIsRead()
    {
        var mine = Member(Me) with { Options = long.MinValue, NextSlot = 1_764_313_526_881, Shards = 7, Version = "1.4.2-é" };
        var reply = await Store.MeetAsync(new() { Member = mine, Lease = LongLease }, Abandon);
        await MeetAsync(Other);
        var members = await Store.GetMembersAsync(Name, Abandon);
        Assert.Equal([Me, Other], members.Members.Select(static member => member.Id));
        Assert.Equal(mine with { LastSeen = reply.Now }, members.Members[0]);
        Assert.Null(members.Members[1].NextSlot);
        Assert.True(members.Now >= reply.Now);
    }

    [Fact]
    public async Task MemberIsWrittenAgain()
    {
        var first = await MeetAsync(Me);
        await WaitUntilPastAsync(first.Now);
        var changed = Member(Me) with { Version = "2", Shards = 1, NextSlot = 5, Options = 3, Host = "host-z", ProcessId = 5 };
        var second = await Store.MeetAsync(new() { Member = changed, Lease = LongLease }, Abandon);
        var members = await Store.GetMembersAsync(Name, Abandon);
        Assert.Equal(changed with { LastSeen = second.Now }, Assert.Single(members.Members));
    }

    [Fact]
    public async Task MembersOfAnotherNameDoNotCount()
    {
        await Store.MeetAsync(new() { Member = Member(Other) with { Name = Name + "2" }, Lease = LongLease }, Abandon);
        Assert.Equal((1, 0), Place(await MeetAsync(Me)));
        Assert.Equal(Me, Assert.Single((await Store.GetMembersAsync(Name, Abandon)).Members).Id);
        Assert.Empty((await Store.GetMembersAsync(Name + "3", Abandon)).Members);
    }

    /// <summary>Nobody counts ten thousand members at each sign of life.</summary>
    [Fact]
    public async Task MembersAreNotCountedWhileTheEpochIsTheSame()
    {
        await MeetAsync(Other);
        var first = await MeetAsync(Me);
        var second = await MeetAsync(Me, epoch: first.Epoch);
        Assert.Equal((first.Epoch, null, null), (second.Epoch, second.Count, second.Rank));
        Assert.Equal((first.Epoch, 2, 0), (Epoch(await MeetAsync(Me)), first.Count, first.Rank));
        Assert.Equal((2, 0), Place(await MeetAsync(Me, epoch: first.Epoch - 1)));
    }

    [Fact]
    public async Task EpochChangesWhenAMemberComes()
    {
        var before = await MeetAsync(Me);
        await MeetAsync(Other);
        var after = await MeetAsync(Me, epoch: before.Epoch);
        Assert.NotEqual(before.Epoch, after.Epoch);
        Assert.Equal((2, 0), Place(after));
    }

    [Fact]
    public async Task EpochChangesWhenAMemberLeaves()
    {
        await MeetAsync(Other);
        var before = await MeetAsync(Me);
        await LeaveAsync(Other);
        Assert.Equal(Me, Assert.Single((await Store.GetMembersAsync(Name, Abandon)).Members).Id);
        var after = await MeetAsync(Me, epoch: before.Epoch);
        Assert.NotEqual(before.Epoch, after.Epoch);
        Assert.Equal((1, 0), Place(after));
    }

    /// <summary>L5.</summary>
    [Fact]
    public async Task LeavingTwiceChangesNothing()
    {
        await MeetAsync(Other);
        await LeaveAsync(Other);
        var before = await MeetAsync(Me);
        await LeaveAsync(Other);
        Assert.Null((await MeetAsync(Me, epoch: before.Epoch)).Count);
    }

    [Fact]
    public async Task EpochChangesWhenAMemberExpires()
    {
        var other = await MeetAsync(Other, server.ShortLease);
        var before = await MeetAsync(Me);
        Assert.Equal(2, before.Count);
        await WaitUntilPastAsync(other.Now + (long)server.ShortLease.TotalMilliseconds);
        Assert.Equal(Me, Assert.Single((await Store.GetMembersAsync(Name, Abandon)).Members).Id);
        var after = await MeetAsync(Me, epoch: before.Epoch);
        Assert.NotEqual(before.Epoch, after.Epoch);
        Assert.Equal((1, 0), Place(after));
    }

    /// <summary>The lease of each meeting counts, not that of the first.</summary>
    [Fact]
    public async Task EpochChangesWhenAMemberWithAShorterLeaseExpires()
    {
        await MeetAsync(Other);
        var before = await MeetAsync(Me);
        var other = await MeetAsync(Other, server.ShortLease);
        await WaitUntilPastAsync(other.Now + (long)server.ShortLease.TotalMilliseconds);
        var after = await MeetAsync(Me, epoch: before.Epoch);
        Assert.NotEqual(before.Epoch, after.Epoch);
        Assert.Equal((1, 0), Place(after));
    }

    /// <summary>A member that was away comes as a new one does, also if nobody has missed it.</summary>
    [Fact]
    public async Task EpochChangesWhenAMemberComesBack()
    {
        var gone = await MeetAsync(Other, server.ShortLease);
        var before = await MeetAsync(Me);
        await WaitUntilPastAsync(gone.Now + (long)server.ShortLease.TotalMilliseconds);
        Assert.Equal((2, 1), Place(await MeetAsync(Other)));
        var after = await MeetAsync(Me, epoch: before.Epoch);
        Assert.NotEqual(before.Epoch, after.Epoch);
        Assert.Equal(2, after.Count);
    }

    [Fact]
    public async Task MemberThatMeetsInTimeDoesNotExpire()
    {
        var first = await MeetAsync(Other, server.ShortLease);
        var mine = await MeetAsync(Me);
        await MeetAsync(Other);
        await WaitUntilPastAsync(first.Now + (long)server.ShortLease.TotalMilliseconds);
        Assert.Null((await MeetAsync(Me, epoch: mine.Epoch)).Count);
        Assert.Equal(2, (await Store.GetMembersAsync(Name, Abandon)).Members.Count);
    }

    /// <summary>Whatever the order in which they come, everybody has the same view in the end.</summary>
    [Fact]
    public async Task ManyMembersAtTheSameTimeAgree()
    {
        Guid[] ids = [.. Enumerable.Range(0, 40).Select(static _ => Guid.NewGuid()).Order()];
        var first = await Task.WhenAll(ids.Select(id => MeetAsync(id)));
        var second = await Task.WhenAll(ids.Select((id, place) => MeetAsync(id, epoch: first[place].Epoch)));
        var last = first.Zip(second, static (before, after) => after.Count is null ? before : after).ToList();
        Assert.Single(second.Select(Epoch).Distinct());
        Assert.Equal(Enumerable.Range(0, 40).Select(static place => ((int?)40, (int?)place)), last.Select(Place));
        Assert.Equal(ids, (await Store.GetMembersAsync(Name, Abandon)).Members.Select(static member => member.Id));
    }

    private ClusterMember Member(Guid id) =>
        new() { Name = Name, Id = id, Host = HostOf(id).Split(':')[0], ProcessId = 812, Version = "1.4.2" };

    private async Task<MeetReply> MeetAsync(Guid id, TimeSpan? lease = null, long? epoch = null) =>
        await Store.MeetAsync(new() { Member = Member(id), Lease = lease ?? LongLease, Epoch = epoch }, Abandon);

    private async Task LeaveAsync(Guid id) => await MeetAsync(id, TimeSpan.Zero);

    private static long Epoch(MeetReply reply) => reply.Epoch;

    private static (int? Count, int? Rank) Place(MeetReply reply) => (reply.Count, reply.Rank);
}
