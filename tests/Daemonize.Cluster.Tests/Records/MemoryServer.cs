using Daemonize.Cluster.Records;

namespace Daemonize.Cluster.Tests.Records;

/// <summary>A store of what etcd and Kubernetes have in common, without a server.</summary>
public sealed class MemoryServer : StoreServer
{
    private readonly MemoryRecords _records = new();

    public override TimeSpan ShortLease => TimeSpan.FromMilliseconds(200);

    public override int Callers => 50;

    public override int CallsOfEachCaller => 200;

    public override ValueTask StartAsync() => ValueTask.CompletedTask;

    public override ClusterStore Open() => new Store(_records);

    private sealed class Store(MemoryRecords records) : ClusterStore
    {
        private readonly RecordSteps _steps = new(records, TimeProvider.System);
        private readonly RecordMembers _members = new(records);

        public override ValueTask ConnectAsync(CancellationToken abandon) => ValueTask.CompletedTask;

        public override ValueTask<LeaseReply> LookAsync(LookRequest request, CancellationToken abandon) =>
            _steps.LookAsync(request, abandon);

        public override ValueTask<LeaseReply> TakeAsync(TakeRequest request, CancellationToken abandon) =>
            _steps.TakeAsync(request, abandon);

        public override ValueTask<LeaseReply> BeginAsync(BeginRequest request, CancellationToken abandon) =>
            _steps.BeginAsync(request, abandon);

        public override ValueTask<LeaseReply> RenewAsync(RenewRequest request, CancellationToken abandon) =>
            _steps.RenewAsync(request, abandon);

        public override ValueTask<LeaseReply> EndAsync(EndRequest request, CancellationToken abandon) =>
            _steps.EndAsync(request, abandon);

        public override ValueTask<MeetReply> MeetAsync(MeetRequest request, CancellationToken abandon) =>
            _members.MeetAsync(request, abandon);

        public override ValueTask<MembersReply> GetMembersAsync(string name, CancellationToken abandon) =>
            _members.GetMembersAsync(name, abandon);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
