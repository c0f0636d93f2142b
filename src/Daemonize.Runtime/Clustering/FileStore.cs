using System.Collections.Concurrent;
using Daemonize.Cluster;
using Daemonize.Platform;

namespace Daemonize.Clustering;

/// <summary>
/// The store of one machine: files in a private directory. The owner of a shard holds a lock for its whole term (<see cref="TermLock"/>),
/// so the kernel is the lease: an unlocked shard is free, whatever the time in its record says, and a locked one has an owner that lives.
/// </summary>
/// <remarks>
/// Each step opens and locks the file of the shard (<see cref="LeaseFile"/>), so that steps of all processes and threads come one after the
/// other, and a lock of a term is only taken and released within a step. Closing the store ends its terms, as the end of its process does.
/// </remarks>
/// <param name="directory">The directory for the files. It is created, with its parents, for this user only.</param>
/// <param name="time">The clock of the store; null for the wall clock of the machine.</param>
internal sealed partial class FileStore(string directory, TimeProvider? time = null) : ClusterStore, IReleaseWait
{
    /// <summary>The time until a step that found another one at work tries again. The release of that lock sends no event.</summary>
    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ConcurrentDictionary<(string Name, int Shard), TermLock> _terms = new();
    private readonly TermWatch _watch = new();
    private volatile bool _isDisposed;

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public override ValueTask ConnectAsync(CancellationToken abandon)
    {
        abandon.ThrowIfCancellationRequested();
        return PrivateDirectory.Prepare(directory) is { } refusal
            ? throw new ClusterStoreException(refusal) { IsPermanent = true }
            : ValueTask.CompletedTask;
    }

    public override ValueTask<LeaseReply> LookAsync(LookRequest request, CancellationToken abandon) =>
        StepAsync(request.Name, request.Shards, static shard => shard, (file, shard, now) => Look(file, request, shard, now), abandon);

    public override ValueTask<LeaseReply> TakeAsync(TakeRequest request, CancellationToken abandon) =>
        StepAsync(
            request.Name, request.Shards, static shard => shard.Shard, (file, shard, now) => Take(file, request, shard, now), abandon);

    public override ValueTask<LeaseReply> BeginAsync(BeginRequest request, CancellationToken abandon) =>
        StepAsync(
            request.Name, request.Shards, static shard => shard.Shard,
            (file, shard, now) =>
                Update(file, request.Name, file.Record is { } lease ? LeaseSteps.Begin(lease, request, shard, now) : null, request.Lease),
            abandon);

    public override ValueTask<LeaseReply> RenewAsync(RenewRequest request, CancellationToken abandon) =>
        StepAsync(
            request.Name, request.Shards, static shard => shard.Shard,
            (file, shard, now) =>
                Update(file, request.Name, file.Record is { } lease ? LeaseSteps.Renew(lease, request, shard, now) : null, request.Lease),
            abandon);

    public override ValueTask<LeaseReply> EndAsync(EndRequest request, CancellationToken abandon) =>
        StepAsync(
            request.Name, request.Shards, static shard => shard.Shard, (file, shard, _) => End(file, request, shard), abandon);

    public async ValueTask WaitForReleaseAsync(string name, int shard, CancellationToken abandon)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        try
        {
            await _watch.WaitAsync(FileNames.Term(directory, name, shard), abandon).ConfigureAwait(false);
        }
        catch (DaemonException exception)
        {
            throw Failed(exception);
        }
    }

    public override ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _watch.Dispose();
            foreach (var key in _terms.Keys)
            {
                Release(key);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Makes a step for each shard, and returns the records of those whose condition was fulfilled.</summary>
    private async ValueTask<LeaseReply> StepAsync<T>(
        string name, IReadOnlyList<T> shards, Func<T, int> shardOf, Func<LeaseFile, T, long, Lease?> step, CancellationToken abandon)
    {
        var leases = new List<Lease>(shards.Count);
        long? now = null;
        try
        {
            foreach (var shard in shards)
            {
                var (number, path) = (shardOf(shard), FileNames.Lease(directory, name, shardOf(shard)));
                using var file = await OpenAsync(() => LeaseFile.TryOpen(path, number), abandon).ConfigureAwait(false);

                // One time for all shards, so that none was refused as early whose time is past by the reply. Read under the first lock:
                // the caller estimates the store's clock by it.
                now ??= Now;
                if (step(file, shard, now.Value) is { } lease)
                {
                    leases.Add(lease);
                }
            }
        }
        catch (DaemonException exception)
        {
            throw Failed(exception);
        }

        return new LeaseReply(now ?? Now, leases);
    }

    private async ValueTask<T> OpenAsync<T>(Func<T?> tryOpen, CancellationToken abandon)
        where T : class
    {
        while (true)
        {
            abandon.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (tryOpen() is { } file)
            {
                return file;
            }

            await Task.Delay(TryAgain, abandon).ConfigureAwait(false);
        }
    }

    /// <summary>The error is permanent if the files are refused or cannot be locked; a full disk may have space again.</summary>
    private static ClusterStoreException Failed(DaemonException exception) => new(exception.Message, exception)
    {
        IsPermanent = exception.ExitCode is DaemonExitCode.NoPermission or DaemonExitCode.NotImplemented,
    };
}
