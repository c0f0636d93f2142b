using Npgsql;

namespace Daemonize.Cluster.PostgreSql;

/// <summary>The members of names.</summary>
internal sealed class Members(Connections connections, MemberStatements statements)
{
    /// <inheritdoc cref="ClusterStore.MeetAsync"/>
    public async ValueTask<MeetReply> MeetAsync(MeetRequest request, CancellationToken abandon)
    {
        var member = request.Member;
        var leaves = request.Lease <= TimeSpan.Zero;
        if (!leaves)
        {
            var renew = WithMember(statements.Renew, request).WithNullable(request.Epoch);
            if (await connections.RunAsync(renew, ReadRenewalAsync, abandon).ConfigureAwait(false) is { } reply)
            {
                return reply;
            }
        }

        var change = leaves ? new Statement(statements.Leave).With(member.Name).With(member.Id) : WithMember(statements.Admit, request);
        var now = await connections.RunAsync(change, ReadTimeAsync, abandon).ConfigureAwait(false);

        // Another statement, because the one before did not see members who came at the same time.
        var count = new Statement(statements.Count).With(member.Name).With(member.Id).WithNullable(request.Epoch);
        var (epoch, members, rank) = await connections.RunAsync(count, ReadCountAsync, abandon).ConfigureAwait(false);
        return new(now, epoch, members, rank);
    }

    /// <inheritdoc cref="ClusterStore.GetMembersAsync"/>
    public ValueTask<MembersReply> GetAsync(string name, CancellationToken abandon) => connections.RunAsync(
        new Statement(statements.Read).With(name), (reader, cancel) => ReadMembersAsync(reader, name, cancel), abandon);

    private static Statement WithMember(string text, MeetRequest request) => new Statement(text)
        .With(request.Member.Name)
        .With(request.Member.Id)
        .With(request.Member.Host)
        .With(request.Member.ProcessId)
        .With(request.Member.Version)
        .With(request.Member.Options)
        .WithNullable(request.Member.NextSlot)
        .With(request.Member.Shards)
        .With(request.Lease);

    /// <summary>Reads the reply to a renewal; null if that was not enough.</summary>
    private static async Task<MeetReply?> ReadRenewalAsync(NpgsqlDataReader reader, CancellationToken cancel)
    {
        await reader.ReadAsync(cancel).ConfigureAwait(false);
        return !reader.IsDBNull(2) && reader.GetBoolean(2)
            ? new(reader.GetInt64(0), reader.GetInt64(1), ReadNumber(reader, 3), ReadNumber(reader, 4))
            : null;
    }

    private static async Task<long> ReadTimeAsync(NpgsqlDataReader reader, CancellationToken cancel)
    {
        await reader.ReadAsync(cancel).ConfigureAwait(false);
        return reader.GetInt64(0);
    }

    private static async Task<(long Epoch, int? Count, int? Rank)> ReadCountAsync(NpgsqlDataReader reader, CancellationToken cancel)
    {
        await reader.ReadAsync(cancel).ConfigureAwait(false);
        return (reader.GetInt64(0), ReadNumber(reader, 1), ReadNumber(reader, 2));
    }

    private static async Task<MembersReply> ReadMembersAsync(NpgsqlDataReader reader, string name, CancellationToken cancel)
    {
        var now = 0L;
        var members = new List<ClusterMember>();
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            now = reader.GetInt64(0);
            if (!reader.IsDBNull(1))
            {
                members.Add(ReadMember(reader, name));
            }
        }

        return new(now, members);
    }

    private static ClusterMember ReadMember(NpgsqlDataReader reader, string name) => new()
    {
        Name = name,
        Id = reader.GetGuid(1),
        Host = reader.GetString(2),
        ProcessId = reader.GetInt32(3),
        Version = reader.GetString(4),
        Options = reader.GetInt64(5),
        NextSlot = reader.IsDBNull(6) ? null : reader.GetInt64(6),
        Shards = reader.GetInt32(7),
        LastSeen = reader.GetInt64(8),
    };

    private static int? ReadNumber(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);
}
