using System.Text.Json;
using Daemonize.Cluster.Records;

namespace Daemonize.Cluster.Kubernetes;

/// <summary>Keeps records as Lease objects: one for each lease and each member.</summary>
/// <param name="api">The API server, with its address.</param>
internal sealed class KubernetesRecords(KubernetesApi api) : IRecordStore
{
    /// <summary>How many requests of a batch are under way at a time.</summary>
    private const int Parallelism = 8;

    public long Now => api.Clock.Now;

    public async Task<IReadOnlyList<StoredLease>> ReadAsync(string name, IReadOnlyList<int> shards, CancellationToken abandon)
    {
        if (shards is [var single])
        {
            var path = "/" + KubernetesNames.Lease(name, single);
            var answer = await api.SendAsync(HttpMethod.Get, path, null, abandon).ConfigureAwait(false);
            return [answer.IsMissing ? default : api.Read(answer, KubernetesJson.Default.LeaseObject, LeaseObjects.Read)];
        }
        var objects = await ListAsync(name, KubernetesNames.LeaseRecord, LeaseObjects.Read, abandon).ConfigureAwait(false);
        var leases = objects.ToDictionary(static lease => lease.Record!.Lease.Shard);
        return [.. shards.Select(shard => leases.GetValueOrDefault(shard))];
    }

    public async Task<IReadOnlyList<bool>> WriteAsync(string name, IReadOnlyList<StoredLease> leases, CancellationToken abandon)
    {
        var written = new bool[leases.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = abandon };
        await Parallel.ForAsync(0, leases.Count, options, async (place, token) =>
            written[place] = await WriteAsync(LeaseObjects.Write(name, leases[place]), token).ConfigureAwait(false)).ConfigureAwait(false);
        return written;
    }

    public Task<IReadOnlyList<StoredMember>> ReadMembersAsync(string name, CancellationToken abandon) =>
        ListAsync(name, KubernetesNames.MemberRecord, stored => MemberObjects.Read(name, stored), abandon);

    public Task<bool> WriteMemberAsync(StoredMember member, CancellationToken abandon) => WriteAsync(MemberObjects.Write(member), abandon);

    public async Task RemoveMemberAsync(StoredMember member, CancellationToken abandon)
    {
        // Missing, or changed meanwhile: then it has not ended after all, or somebody else removed it.
        var path = "/" + KubernetesNames.Member(member.Member.Name, member.Member.Id);
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new DeleteOptions(new DeletePreconditions(member.Version)), KubernetesJson.Default.DeleteOptions);
        await api.SendAsync(HttpMethod.Delete, path, body, abandon).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(string name, string record, Func<LeaseObject, T> convert, CancellationToken abandon)
    {
        var answer = await api.SendAsync(HttpMethod.Get, KubernetesNames.Selector(name, record), null, abandon).ConfigureAwait(false);
        return answer.IsMissing
            ? throw api.Refuse(answer)
            : api.Read<LeaseObjectList, T[]>(
                answer, KubernetesJson.Default.LeaseObjectList, list => [.. (list.Items ?? []).Select(convert)]);
    }

    /// <summary>Creates an object, or replaces it if it has the version that was read.</summary>
    private async Task<bool> WriteAsync(LeaseObject stored, CancellationToken abandon)
    {
        var isNew = stored.Metadata.ResourceVersion is null;
        var body = JsonSerializer.SerializeToUtf8Bytes(stored, KubernetesJson.Default.LeaseObject);
        var answer = await api.SendAsync(
            isNew ? HttpMethod.Post : HttpMethod.Put, isNew ? "" : "/" + stored.Metadata.Name, body, abandon).ConfigureAwait(false);
        // An object that was removed has changed; but a new one that cannot be created has no namespace.
        return isNew && answer.IsMissing ? throw api.Refuse(answer) : !answer.IsMissing && !answer.IsConflict;
    }
}
