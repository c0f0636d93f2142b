using Daemonize.Cluster.Records;

namespace Daemonize.Cluster.Etcd;

/// <summary>
/// A store in etcd 3.4 or later, by its JSON gateway. Each record is the value of a key, which is read and then written only if it has not
/// changed meanwhile.
/// </summary>
/// <remarks>
/// <para>
/// The URL is <c>etcd://user:password@host:port,host:port/</c>, or <c>etcds://</c> for TLS; the servers are used in turn, one after the
/// failure of another. Its parameter is <c>prefix</c>, what all keys begin with, <c>/daemonize/</c> by default.
/// </para>
/// <para>
/// etcd has no clock for its clients, but its servers put their time into each answer, in whole seconds. The time of the store is the
/// latest that the answers prove, which is never later than the clock of the server, and earlier by less than a tenth of a second if the
/// process has connected lately, else by up to a second. A start takes up to a second longer for it. If the clocks of the servers differ, a
/// slot begins by the clock of the server that the owner uses.
/// </para>
/// <para>
/// Another process can take a lease when it is over by the clock of the store, and when that process has also seen the record unchanged for
/// the time of the lease, measured by itself: a clock of a server that is ahead does not end a lease. So a lease can be over for one
/// process and not yet for another. A clock that is behind delays it to twice the time of the lease and a second.
/// </para>
/// </remarks>
public sealed class EtcdStore : ClusterStore, IClusterStoreProvider
{
    private const string Prefix = "prefix";

    private readonly EtcdGateway _gateway;
    private readonly EtcdRecords _records;
    private readonly RecordSteps _steps;
    private readonly RecordMembers _members;

    private EtcdStore(StoreUrl url)
    {
        if (url.Hosts.Count == 0)
        {
            throw StoreUrl.Mistake("the etcd: URL names no host; it has the form etcd://user:password@host:2379,host:2379/");
        }
        if (url.Path.Length > 0)
        {
            throw StoreUrl.Mistake("the etcd: URL has a path; the beginning of the keys is the parameter 'prefix'");
        }
        _gateway = new EtcdGateway(url, TimeProvider.System);
        _records = new EtcdRecords(_gateway, url.Find(Prefix) ?? "/daemonize/");
        _steps = new RecordSteps(_records, TimeProvider.System);
        _members = new RecordMembers(_records);
    }

    /// <inheritdoc/>
    public static ClusterStore Open(string url) => new EtcdStore(StoreUrl.Parse(url, 2379, Prefix));

    /// <inheritdoc/>
    public override async ValueTask ConnectAsync(CancellationToken abandon)
    {
        // The first answer shows which of the servers is used.
        await _records.ReadAsync("", [0], abandon).ConfigureAwait(false);
        await _gateway.Clock.RefineAsync(token => _records.ReadAsync("", [0], token), abandon).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override ValueTask<LeaseReply> LookAsync(LookRequest request, CancellationToken abandon) =>
        _steps.LookAsync(request, abandon);

    /// <inheritdoc/>
    public override ValueTask<LeaseReply> TakeAsync(TakeRequest request, CancellationToken abandon) =>
        _steps.TakeAsync(request, abandon);

    /// <inheritdoc/>
    public override ValueTask<LeaseReply> BeginAsync(BeginRequest request, CancellationToken abandon) =>
        _steps.BeginAsync(request, abandon);

    /// <inheritdoc/>
    public override ValueTask<LeaseReply> RenewAsync(RenewRequest request, CancellationToken abandon) =>
        _steps.RenewAsync(request, abandon);

    /// <inheritdoc/>
    public override ValueTask<LeaseReply> EndAsync(EndRequest request, CancellationToken abandon) =>
        _steps.EndAsync(request, abandon);

    /// <inheritdoc/>
    public override ValueTask<MeetReply> MeetAsync(MeetRequest request, CancellationToken abandon) =>
        _members.MeetAsync(request, abandon);

    /// <inheritdoc/>
    public override ValueTask<MembersReply> GetMembersAsync(string name, CancellationToken abandon) =>
        _members.GetMembersAsync(name, abandon);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _gateway.Dispose();
        return ValueTask.CompletedTask;
    }
}
