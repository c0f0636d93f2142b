using Daemonize.Cluster;
using Daemonize.Clustering;
using Daemonize.Identity;
using Daemonize.Text;

namespace Daemonize.Operations;

/// <summary>Finds the processes that the store knows of a daemon.</summary>
internal static class Members
{
    /// <summary>Asks the store. Throws with one line if it does not answer in time.</summary>
    /// <param name="instance">An instance of the daemon, whose settings say where the store is.</param>
    /// <param name="timeout">How long the store may take for an answer.</param>
    /// <returns>The processes: the leader, its deputy, and the others by their hosts and process ids.</returns>
    public static List<MemberStatus> Find(DaemonInstance instance, TimeSpan timeout)
    {
        instance.Settings.Check();
        using var store = SharedStore.Open(instance);
        var hasShards = instance.Definition.Shards > 0;
        MembersReply? reply = null;
        Lease? lease = null;
        store.Ask(
            async abandon =>
            {
                await store.Store.ConnectAsync(abandon).ConfigureAwait(false);
                reply = await store.Store.GetMembersAsync(store.Name, abandon).ConfigureAwait(false);
                if (reply.Members.Count > 0 && !hasShards)
                {
                    // Not without a member: a look creates the record, and slots would count as missed from then on.
                    var request = new LookRequest { Name = store.Name, Shards = [0] };
                    lease = (await store.Store.LookAsync(request, abandon).ConfigureAwait(false)).Leases[0];
                }
            },
            timeout);
        return Describe(instance.Definition.Name, reply!, lease, hasShards);
    }

    /// <summary>
    /// Describes members by the record of the daemon. With shards, which may be a million records, by what each says of itself.
    /// </summary>
    /// <param name="daemon">The name of the daemon.</param>
    /// <param name="reply">The members, and the time of the store.</param>
    /// <param name="lease">The record; null if it is not known, and with shards.</param>
    /// <param name="hasShards">Whether the daemon has shards.</param>
    public static List<MemberStatus> Describe(string daemon, MembersReply reply, Lease? lease, bool hasShards = false)
    {
        Func<ClusterMember, MemberRole> roleOf = hasShards
            ? member => member.Shards > 0 && !IsSilent(member, reply.Now) ? MemberRole.Leader : MemberRole.Follower
            : member => RoleOf(member, lease, reply.Now);
        List<ClusterMember> members = [.. reply.Members];
        members.Sort((one, other) => Compare(one, other, roleOf));

        // What the leader has counts; while nobody leads, what the last leader has, or the first of the list.
        var reference = members.Find(member => roleOf(member) == MemberRole.Leader)
            ?? members.Find(member => lease?.Host == string.Create(InvariantNumbers.Format, $"{member.Host}:{member.ProcessId}"))
            ?? members.FirstOrDefault();
        return members.ConvertAll(member => new MemberStatus(daemon, OneLine.From(member.Host), member.ProcessId)
        {
            Role = roleOf(member),
            Leases = member.Shards,
            HasShards = hasShards,
            Version = OneLine.From(member.Version),
            NextSlot = member.NextSlot is { } slot ? TimeOf(slot) : null,
            LastSeen = TimeOf(member.LastSeen),
            Silence = TimeSpan.FromMilliseconds(Math.Max(0, reply.Now - member.LastSeen)),
            Warnings = WarningsOf(member, reference!, reply.Now),
        });
    }

    private static MemberRole RoleOf(ClusterMember member, Lease? lease, long now) =>
        lease?.Owner == member.Id && lease.Until >= now ? MemberRole.Leader
        : lease?.Deputy == member.Id && lease.DeputyUntil >= now ? MemberRole.Deputy
        : MemberRole.Follower;

    private static bool IsSilent(ClusterMember member, long now) => now - member.LastSeen > MemberTiming.Silence.TotalMilliseconds;

    private static List<string> WarningsOf(ClusterMember member, ClusterMember reference, long now)
    {
        List<string> warnings = [];
        if (member.Version != reference.Version)
        {
            warnings.Add("other version");
        }

        if (member.Options != reference.Options)
        {
            warnings.Add("other settings");
        }

        if (IsSilent(member, now))
        {
            warnings.Add("silent");
        }

        return warnings;
    }

    private static int Compare(ClusterMember one, ClusterMember other, Func<ClusterMember, MemberRole> roleOf)
    {
        var order = roleOf(one).CompareTo(roleOf(other));
        order = order != 0 ? order : string.CompareOrdinal(one.Host, other.Host);
        return order != 0 ? order : one.ProcessId.CompareTo(other.ProcessId);
    }

    private static DateTimeOffset TimeOf(long milliseconds) => new(StoreTime.ToTicks(milliseconds), TimeSpan.Zero);
}

/// <summary>A process of a daemon, as <c>members</c> shows it.</summary>
/// <param name="Daemon">The name of the daemon.</param>
/// <param name="Host">The name of its host.</param>
/// <param name="ProcessId">Its process id on that host.</param>
internal sealed record MemberStatus(string Daemon, string Host, int ProcessId)
{
    public required MemberRole Role { get; init; }

    /// <summary>The number of leases that the process owned when it was last seen.</summary>
    public int Leases { get; init; }

    /// <summary>Whether each lease is that of a shard.</summary>
    public bool HasShards { get; init; }

    /// <summary>The version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>The next slot; null if there is none.</summary>
    public DateTimeOffset? NextSlot { get; init; }

    /// <summary>When the process was last seen, by the clock of the store.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>How long ago that is.</summary>
    public TimeSpan Silence { get; init; }

    /// <summary>What differs from the leader, or is wrong; empty for nothing.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>What a process is in its cluster.</summary>
internal enum MemberRole
{
    /// <summary>It owns the lease, or that of a shard.</summary>
    Leader,

    /// <summary>It looks at each slot whether the leader begins it.</summary>
    Deputy,

    /// <summary>It looks now and then.</summary>
    Follower,
}
