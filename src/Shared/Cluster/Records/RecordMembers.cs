using System.Buffers.Binary;

namespace Daemonize.Cluster.Records;

/// <summary>
/// Keeps the members of names in a store that can only compare and set. Each meeting removes the records that have ended.
/// </summary>
/// <param name="store">The store of the records.</param>
internal sealed class RecordMembers(IRecordStore store)
{
    /// <summary>See <see cref="ClusterStore.MeetAsync"/>.</summary>
    public async ValueTask<MeetReply> MeetAsync(MeetRequest request, CancellationToken abandon)
    {
        var self = request.Member;
        for (var round = 0; ; round++)
        {
            var members = await store.ReadMembersAsync(self.Name, abandon).ConfigureAwait(false);
            var now = store.Now;
            var own = members.FirstOrDefault(member => member.Member.Id == self.Id);
            var others = members.Where(member => member.Member.Id != self.Id).ToLookup(member => member.Until > now);
            foreach (var ended in others[false])
            {
                await store.RemoveMemberAsync(ended, abandon).ConfigureAwait(false);
            }
            if (request.Lease <= TimeSpan.Zero)
            {
                if (own.Version is not null)
                {
                    await store.RemoveMemberAsync(own, abandon).ConfigureAwait(false);
                }
                return Count(request, now, others[true]);
            }
            var written = new StoredMember(
                self with { LastSeen = now },
                // Who was away comes as a new member does, also if nobody has missed it.
                own.Version is not null && own.Until > now ? own.Joined : Math.Max(now, own.Joined + 1),
                now + (long)request.Lease.TotalMilliseconds,
                own.Version);
            if (await store.WriteMemberAsync(written, abandon).ConfigureAwait(false))
            {
                return Count(request, now, others[true].Append(written));
            }
            await RecordConflict.WaitAsync(round, abandon).ConfigureAwait(false);
        }
    }

    /// <summary>See <see cref="ClusterStore.GetMembersAsync"/>.</summary>
    public async ValueTask<MembersReply> GetMembersAsync(string name, CancellationToken abandon)
    {
        var members = await store.ReadMembersAsync(name, abandon).ConfigureAwait(false);
        var now = store.Now;
        var alive = members.Where(member => member.Until > now).Select(static member => member.Member);
        return new MembersReply(now, [.. alive.OrderBy(static member => member.Id)]);
    }

    private static MeetReply Count(MeetRequest request, long now, IEnumerable<StoredMember> members)
    {
        var inOrder = members.OrderBy(static member => member.Member.Id).ToList();
        var epoch = Epoch(inOrder);
        var rank = inOrder.FindIndex(member => member.Member.Id == request.Member.Id);
        return epoch == request.Epoch
            ? new MeetReply(now, epoch, null, null)
            : new MeetReply(now, epoch, inOrder.Count, rank < 0 ? null : rank);
    }

    /// <summary>A number of the members: FNV-1a over ids and times. Nobody has to write it, so it cannot be lost.</summary>
    private static long Epoch(List<StoredMember> members)
    {
        var hash = 14695981039346656037UL;
        Span<byte> bytes = stackalloc byte[24];
        foreach (var member in members)
        {
            member.Member.Id.TryWriteBytes(bytes);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], member.Joined);
            foreach (var one in bytes)
            {
                hash = (hash ^ one) * 1099511628211UL;
            }
        }
        return (long)hash;
    }
}
