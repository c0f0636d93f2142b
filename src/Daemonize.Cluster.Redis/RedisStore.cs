using System.Globalization;
using StackExchange.Redis;

namespace Daemonize.Cluster.Redis;

/// <summary>
/// A store in Redis 6.2 or later, or Valkey: one server, a primary with replicas, or a cluster. Each step is one script, which the server
/// runs in one piece and by its own clock.
/// </summary>
/// <remarks>
/// <para>
/// The URL is <c>redis://user:password@host:port/database</c>, or <c>rediss://</c> for TLS; several hosts are separated by commas. Its
/// parameters are <c>prefix</c>, what all keys begin with, <c>daemonize:</c> by default, and <c>replicas</c>: the number of replicas that
/// must acknowledge each step before it counts, 0 by default.
/// </para>
/// <para>
/// Redis acknowledges a step before its replicas, and by default before its disk, have it. If a replica becomes the primary, or a server
/// starts from an older file, the last steps can be lost, and with them the promise that a slot is begun at most once. <c>replicas=1</c>
/// and <c>appendfsync always</c> make that rarer, but no setting of Redis excludes it.
/// </para>
/// </remarks>
public sealed class RedisStore : ClusterStore, IClusterStoreProvider
{
    private const int BatchSize = 1000;

    private readonly RedisUrl _url;
    private readonly RedisConnection _connection;

    private RedisStore(RedisUrl url)
    {
        _url = url;
        _connection = new RedisConnection(url);
    }

    /// <inheritdoc/>
    public static ClusterStore Open(string url) => new RedisStore(RedisUrl.Parse(url));

    /// <inheritdoc/>
    public override async ValueTask ConnectAsync(CancellationToken abandon) =>
        await _connection.ConnectAsync(abandon).ConfigureAwait(false);

    /// <inheritdoc/>
    public override ValueTask<LeaseReply> LookAsync(LookRequest request, CancellationToken abandon)
    {
        ArgumentNullException.ThrowIfNull(request);
        RedisValue[] own = [request.Deputy is { } deputy ? Text(deputy) : "", Milliseconds(request.DeputyTerm)];
        return RunAsync(RedisScripts.Look, request.Name, own, request.Shards, static shard => shard, static _ => [], abandon);
    }

    /// <inheritdoc/>
    public override ValueTask<LeaseReply> TakeAsync(TakeRequest request, CancellationToken abandon)
    {
        ArgumentNullException.ThrowIfNull(request);
        RedisValue[] own = [Text(request.Owner), request.Host, Milliseconds(request.Lease)];
        return RunAsync(
            RedisScripts.Take, request.Name, own, request.Shards, static shard => shard.Shard, static shard => [shard.Token], abandon);
    }

    /// <inheritdoc/>
    public override ValueTask<LeaseReply> BeginAsync(BeginRequest request, CancellationToken abandon)
    {
        ArgumentNullException.ThrowIfNull(request);
        RedisValue[] own = [Text(request.Owner), Milliseconds(request.Lease)];
        return RunAsync(
            RedisScripts.Begin, request.Name, own, request.Shards, static shard => shard.Shard,
            static shard => [shard.Token, shard.Slot, shard.Attempt, shard.Passed, shard.Ended], abandon);
    }

    /// <inheritdoc/>
    public override ValueTask<LeaseReply> RenewAsync(RenewRequest request, CancellationToken abandon)
    {
        ArgumentNullException.ThrowIfNull(request);
        RedisValue[] own = [Text(request.Owner), Milliseconds(request.Lease)];
        return RunAsync(
            RedisScripts.Renew, request.Name, own, request.Shards, static shard => shard.Shard, static shard => [shard.Token], abandon);
    }

    /// <inheritdoc/>
    public override ValueTask<LeaseReply> EndAsync(EndRequest request, CancellationToken abandon)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RunAsync(
            RedisScripts.End, request.Name, [Text(request.Owner)], request.Shards, static shard => shard.Shard,
            static shard => [shard.Token, shard.Slot, shard.Interrupted, shard.Releases ? 1 : 0], abandon);
    }

    /// <inheritdoc/>
    public override async ValueTask<MeetReply> MeetAsync(MeetRequest request, CancellationToken abandon)
    {
        ArgumentNullException.ThrowIfNull(request);
        RedisValue[] values =
        [
            Text(request.Member.Id), Milliseconds(request.Lease), RedisMember.Write(request.Member),
            request.Epoch ?? RedisValue.EmptyString,
        ];
        var reply = await _connection.RunAsync(RedisMemberScripts.Meet, MemberKeys(request.Member.Name), values, abandon)
            .ConfigureAwait(false);
        return new MeetReply(
            (long)reply[0], (long)reply[1], reply.Length > 2 ? (int?)reply[2] : null, reply.Length > 3 ? (int?)reply[3] : null);
    }

    /// <inheritdoc/>
    public override async ValueTask<MembersReply> GetMembersAsync(string name, CancellationToken abandon)
    {
        ArgumentNullException.ThrowIfNull(name);
        var reply = await _connection.RunAsync(RedisMemberScripts.Members, MemberKeys(name), [], abandon).ConfigureAwait(false);
        var members = new ClusterMember[reply.Length - 1];
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = RedisMember.Read(name, (string)reply[i + 1]!);
        }
        return new MembersReply((long)reply[0], members);
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>Runs a step for shards, in batches: the server serves nobody else while it runs a script.</summary>
    private async ValueTask<LeaseReply> RunAsync<T>(
        RedisScript script, string name, RedisValue[] own, IReadOnlyList<T> shards, Func<T, int> shard, Func<T, RedisValue[]> values,
        CancellationToken abandon)
    {
        // Without shards the server still says its time.
        IEnumerable<T[]> chunks = shards.Count == 0 ? [[]] : shards.Chunk(BatchSize);
        var batches = chunks.Select(async batch =>
        {
            RedisKey[] keys = [.. batch.Select(one => LeaseKey(name, shard(one)))];
            RedisValue[] arguments = [.. own, .. batch.SelectMany(values)];
            var reply = await _connection.RunAsync(script, keys, arguments, abandon).ConfigureAwait(false);
            return RedisLease.Read(reply, [.. batch.Select(shard)]);
        });
        var replies = await Task.WhenAll(batches).ConfigureAwait(false);
        return replies.Length == 1 ? replies[0] : new LeaseReply(
            replies.Max(static reply => reply.Now), [.. replies.SelectMany(static reply => reply.Leases)]);
    }

    private RedisKey LeaseKey(string name, int shard) => string.Create(CultureInfo.InvariantCulture, $"{Start(name)}lease:{shard}");

    private RedisKey[] MemberKeys(string name)
    {
        var start = Start(name) + "members:";
        return [start + "until", start + "ids", start + "records", start + "epoch"];
    }

    /// <summary>
    /// What all keys of a name begin with. The text in braces decides where a cluster keeps a key: all of a name are on one server, as a
    /// script needs them. It would end at the first brace of the name.
    /// </summary>
    private string Start(string name)
    {
        var tag = name.Replace("%", "%25", StringComparison.Ordinal).Replace("}", "%7D", StringComparison.Ordinal);
        return $"{_url.KeyPrefix}{{{tag}}}:";
    }

    private static RedisValue Text(Guid id) => id.ToString();

    private static RedisValue Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}
