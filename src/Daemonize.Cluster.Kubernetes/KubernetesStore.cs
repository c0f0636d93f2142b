using Daemonize.Cluster.Records;

namespace Daemonize.Cluster.Kubernetes;

/// <summary>
/// A store in Kubernetes: an object of the kind Lease (<c>coordination.k8s.io/v1</c>) for each record, which is read and then replaced only
/// if it has not changed meanwhile.
/// </summary>
/// <remarks>
/// <para>
/// The URL is <c>kubernetes:</c> in a pod, or <c>kubernetes:///namespace</c>. The service account needs the verbs get, list, create, update
/// and delete for <c>leases</c>. Elsewhere it is <c>kubernetes://host:port/namespace</c> with the parameter <c>account</c>, a folder with
/// the files <c>token</c> and <c>ca.crt</c> of a service account; or with <c>insecure=1</c>, without TLS and token, for <c>kubectl
/// proxy</c>.
/// </para>
/// <para>
/// The API server has no clock for its clients, but puts its time into each answer, in whole seconds. The time of the store is the latest
/// that the answers prove, which is never later than the clock of the server, and earlier by less than a tenth of a second if the process
/// has connected lately, else by up to a second. A start takes up to a second longer for it. If the clocks of several API servers differ, a
/// slot begins by the clock of the one that answers.
/// </para>
/// <para>
/// Another process can take a lease when it is over by the clock of the store, and when that process has also seen the record unchanged
/// for the time of the lease, measured by itself: a clock of a server that is ahead does not end a lease. So a lease can be over for one
/// process and not yet for another. A clock that is behind delays it to twice the time of the lease and a second.
/// </para>
/// <para>An API server is for few daemons with slots of ten seconds and more: keep it under 50 writes a second.</para>
/// </remarks>
public sealed class KubernetesStore : ClusterStore, IClusterStoreProvider
{
    private readonly KubernetesApi _api;
    private readonly KubernetesRecords _records;
    private readonly RecordSteps _steps;
    private readonly RecordMembers _members;

    private KubernetesStore(KubernetesUrl url)
    {
        _api = new KubernetesApi(url, TimeProvider.System);
        _records = new KubernetesRecords(_api);
        _steps = new RecordSteps(_records, TimeProvider.System);
        _members = new RecordMembers(_records);
    }

    /// <inheritdoc/>
    public static ClusterStore Open(string url) => new KubernetesStore(KubernetesUrl.Parse(url));

    /// <inheritdoc/>
    public override async ValueTask ConnectAsync(CancellationToken abandon) =>
        await _api.Clock.RefineAsync(token => _records.ReadAsync("", [], token), abandon).ConfigureAwait(false);

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
        _api.Dispose();
        return ValueTask.CompletedTask;
    }
}
