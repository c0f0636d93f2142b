using Daemonize.Cluster;
using Daemonize.Platform;
using Daemonize.Scheduling;

namespace Daemonize.Clustering;

/// <summary>The members of a name, in one file that each heartbeat replaces.</summary>
/// <param name="Epoch">A number that is greater after each coming and going.</param>
/// <param name="Entries">The members and when their records end, in order of their ids.</param>
internal sealed record MemberList(long Epoch, IReadOnlyList<(ClusterMember Member, long Until)> Entries)
{
    private const long Magic = 0x31626d656d6d64; // "dmmemb1"

    public int Count => Entries.Count;

    /// <summary>
    /// Reads the list. A file that is missing or damaged is an empty list: the members write themselves again at their next heartbeats.
    /// </summary>
    public static MemberList Read(string path, string name)
    {
        var empty = new MemberList(0, []);
        if (SmallFile.TryReadAll(path, out _) is not { Length: > sizeof(ulong) } bytes
            || BitConverter.ToUInt64(bytes) != HashOf(bytes.AsSpan(sizeof(ulong))))
        {
            return empty;
        }

        using var reader = new BinaryReader(new MemoryStream(bytes));
        _ = reader.ReadUInt64();
        if (reader.ReadInt64() != Magic)
        {
            return empty;
        }

        var epoch = reader.ReadInt64();
        var entries = new (ClusterMember, long)[reader.ReadInt32()];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = (ReadMember(reader, name), reader.ReadInt64());
        }

        return new MemberList(epoch, entries);
    }

    /// <summary>Writes the list. Half of it is never read: the file is replaced.</summary>
    public void Write(string path)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(0UL);
        writer.Write(Magic);
        writer.Write(Epoch);
        writer.Write(Count);
        foreach (var (member, until) in Entries)
        {
            WriteMember(writer, member);
            writer.Write(until);
        }

        var text = bytes.ToArray();
        _ = BitConverter.TryWriteBytes(text, HashOf(text.AsSpan(sizeof(ulong))));
        if (!SmallFile.TryReplace(path, text))
        {
            throw new DaemonException($"cannot write {path}: the disk may be full");
        }
    }

    /// <summary>Adds, renews or removes a member, and removes those whose records have ended.</summary>
    public MemberList Meet(MeetRequest request, long now)
    {
        var id = request.Member.Id;
        List<(ClusterMember Member, long Until)> entries = [.. Entries.Where(entry => entry.Until >= now && entry.Member.Id != id)];
        var hasLost = Entries.Any(entry => entry.Until < now);
        if (request.Lease > TimeSpan.Zero)
        {
            entries.Add((request.Member with { LastSeen = now }, now + LeaseSteps.Milliseconds(request.Lease)));
        }

        entries.Sort(static (one, other) => one.Member.Id.CompareTo(other.Member.Id));

        // A member whose record had ended comes back as a new one. The time makes the number greater than those of a file that was lost.
        var isSame = !hasLost
            && entries.Select(static entry => entry.Member.Id).SequenceEqual(Entries.Select(static entry => entry.Member.Id));
        return new MemberList(isSame && Epoch > 0 ? Epoch : Math.Max(Epoch + 1, now), entries);
    }

    /// <summary>Gets the members whose records have not ended.</summary>
    public IReadOnlyList<ClusterMember> At(long now) =>
        [.. Entries.Where(entry => entry.Until >= now).Select(static entry => entry.Member)];

    /// <summary>Gets the number of members before one in the order of their ids.</summary>
    public int RankOf(Guid id) => Entries.Count(entry => entry.Member.Id.CompareTo(id) < 0);

    private static ulong HashOf(ReadOnlySpan<byte> bytes) => default(StableHash).Add(bytes).Value;

    private static ClusterMember ReadMember(BinaryReader reader, string name) => new()
    {
        Name = name,
        Id = new Guid(reader.ReadBytes(16)),
        Host = reader.ReadString(),
        ProcessId = reader.ReadInt32(),
        Version = reader.ReadString(),
        Options = reader.ReadInt64(),
        NextSlot = reader.ReadBoolean() ? reader.ReadInt64() : null,
        Shards = reader.ReadInt32(),
        LastSeen = reader.ReadInt64(),
    };

    private static void WriteMember(BinaryWriter writer, ClusterMember member)
    {
        writer.Write(member.Id.ToByteArray());
        writer.Write(member.Host);
        writer.Write(member.ProcessId);
        writer.Write(member.Version);
        writer.Write(member.Options);
        writer.Write(member.NextSlot.HasValue);
        if (member.NextSlot is { } slot)
        {
            writer.Write(slot);
        }

        writer.Write(member.Shards);
        writer.Write(member.LastSeen);
    }
}
