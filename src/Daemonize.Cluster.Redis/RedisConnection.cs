using System.Globalization;
using StackExchange.Redis;

namespace Daemonize.Cluster.Redis;

/// <summary>The connection to the servers, on which all steps of a store run.</summary>
internal sealed class RedisConnection(RedisUrl url) : IAsyncDisposable
{
    private const CommandFlags Flags = CommandFlags.DemandMaster;

    /// <summary>How long replicas have to acknowledge a step.</summary>
    private static readonly TimeSpan ReplicaTimeout = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<ConnectionMultiplexer>? _connecting;
    private bool _isDisposed;

    /// <summary>Connects, unless that was done before, and checks the servers.</summary>
    public async Task ConnectAsync(CancellationToken abandon)
    {
        try
        {
            var servers = await GetAsync(abandon).ConfigureAwait(false);
            await RedisCheck.RunAsync(servers, url, abandon).ConfigureAwait(false);
        }
        catch (Exception exception) when (RedisFailure.Explains(exception))
        {
            throw RedisFailure.Create(url.Address, exception);
        }
    }

    /// <summary>Runs a script, by its hash if the server knows it, and waits for the replicas that the URL demands.</summary>
    public async Task<RedisResult> RunAsync(RedisScript script, RedisKey[] keys, RedisValue[] values, CancellationToken abandon)
    {
        try
        {
            abandon.ThrowIfCancellationRequested();
            var servers = await GetAsync(abandon).ConfigureAwait(false);
            var database = servers.GetDatabase();
            var key = keys.FirstOrDefault();
            try
            {
                var known = database.ScriptEvaluateAsync(script.Hash, keys, values, Flags);
                return await WaitAsync(servers, key, known, abandon).ConfigureAwait(false);
            }
            catch (RedisServerException missing) when (missing.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
            {
                // EVAL runs it and makes it known. A server forgets its scripts when it starts again.
                var whole = database.ScriptEvaluateAsync(script.Text, keys, values, Flags | CommandFlags.NoScriptCache);
                return await WaitAsync(servers, key, whole, abandon).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (RedisFailure.Explains(exception))
        {
            throw RedisFailure.Create(url.Address, exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task<ConnectionMultiplexer>? connecting;
        lock (_lock)
        {
            connecting = _connecting;
            _connecting = null;
            _isDisposed = true;
        }
        if (connecting is { IsCompletedSuccessfully: true })
        {
            await connecting.Result.DisposeAsync().ConfigureAwait(false);
        }
        else if (connecting is not null)
        {
            Observe(connecting.ContinueWith(
                static late => late.Result.DisposeAsync().AsTask(),
                CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default));
        }
    }

    /// <summary>Waits for a step, and for the replicas.</summary>
    private async Task<RedisResult> WaitAsync(
        ConnectionMultiplexer servers, RedisKey key, Task<RedisResult> step, CancellationToken abandon)
    {
        if (url.Replicas == 0)
        {
            return await WaitAsync(step, abandon).ConfigureAwait(false);
        }

        // WAIT is for the writes of the connection on which it comes. It is sent before the reply to the step arrives: after the loss of a
        // connection it would otherwise ask a new one, which has written nothing and so has nothing to wait for.
        var wait = servers.GetServer(key, null, Flags)
            .ExecuteAsync("WAIT", [url.Replicas, (long)ReplicaTimeout.TotalMilliseconds], Flags);
        Observe(wait);
        var result = await WaitAsync(step, abandon).ConfigureAwait(false);
        var count = (int)await WaitAsync(wait, abandon).ConfigureAwait(false);
        return count >= url.Replicas ? result : throw new ClusterStoreException(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} of {url.Replicas} replicas of Redis at {url.Address} acknowledged a step within {ReplicaTimeout.TotalSeconds} s"));
    }

    /// <summary>One attempt to connect at a time: an abandoned one goes on, and serves the next call.</summary>
    private Task<ConnectionMultiplexer> GetAsync(CancellationToken abandon)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_connecting is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _connecting = Task.Run(() => ConnectionMultiplexer.ConnectAsync(url.ToOptions()), CancellationToken.None);
            }
            return WaitAsync(_connecting, abandon);
        }
    }

    /// <summary>Waits for a call of the library, which cannot be cancelled itself.</summary>
    private static Task<T> WaitAsync<T>(Task<T> call, CancellationToken abandon)
    {
        if (call.IsCompleted)
        {
            return call;
        }
        Observe(call);
        return call.WaitAsync(abandon);
    }

    /// <summary>Looks at the error of a call that nobody may wait for any more: .NET reports those that are not looked at.</summary>
    private static void Observe(Task call) => call.ContinueWith(
        static task => task.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
