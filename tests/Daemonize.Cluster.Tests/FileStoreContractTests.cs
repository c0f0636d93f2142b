using Daemonize.Clustering;

namespace Daemonize.Cluster.Tests;

/// <summary>
/// The store of one machine, for several owners in one process: between these the time decides, as in the other stores. What the locks
/// decide between processes is in the tests of the runtime.
/// </summary>
public sealed class FileStoreContractTests(FileStoreContractTests.Folder folder) : StoreContractTests(folder),
    IClassFixture<FileStoreContractTests.Folder>
{
    /// <summary>A temporary directory, and the one store of this process in it.</summary>
    public sealed class Folder : StoreServer
    {
        private readonly string _path = Directory.CreateTempSubdirectory("dz-file-").FullName;
        private readonly FileStore _store;

        public Folder() => _store = new FileStore(Path.Combine(_path, "cluster"));

        /// <summary>Each shard of a batch waits for the disk.</summary>
        public override int ManyShards => 100;

        /// <summary>Two hundred callers wait for one file: what one of them has seen is often old when its turn comes.</summary>
        public override int CallsOfEachCaller => 60;

        public override ValueTask StartAsync() => ValueTask.CompletedTask;

        public override ClusterStore Open() => new Shared(_store);

        public override async ValueTask DisposeAsync()
        {
            await _store.DisposeAsync();
            await base.DisposeAsync();
            Directory.Delete(_path, recursive: true);
        }
    }

    /// <summary>The store of the process; a test that is done with it does not close it for the others.</summary>
    private sealed class Shared(ClusterStore store) : ClusterStore
    {
        public override ValueTask ConnectAsync(CancellationToken abandon) => store.ConnectAsync(abandon);

        public override ValueTask<LeaseReply> LookAsync(LookRequest request, CancellationToken abandon) =>
            store.LookAsync(request, abandon);

        public override ValueTask<LeaseReply> TakeAsync(TakeRequest request, CancellationToken abandon) =>
            store.TakeAsync(request, abandon);

        public override ValueTask<LeaseReply> BeginAsync(BeginRequest request, CancellationToken abandon) =>
            store.BeginAsync(request, abandon);

        public override ValueTask<LeaseReply> RenewAsync(RenewRequest request, CancellationToken abandon) =>
            store.RenewAsync(request, abandon);

        public override ValueTask<LeaseReply> EndAsync(EndRequest request, CancellationToken abandon) => store.EndAsync(request, abandon);

        public override ValueTask<MeetReply> MeetAsync(MeetRequest request, CancellationToken abandon) => store.MeetAsync(request, abandon);

        public override ValueTask<MembersReply> GetMembersAsync(string name, CancellationToken abandon) =>
            store.GetMembersAsync(name, abandon);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
