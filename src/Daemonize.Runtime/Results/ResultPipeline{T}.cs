using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Daemonize.Logging;
using Daemonize.Platform;

namespace Daemonize.Results;

/// <summary>
/// A bounded channel of results, and workers on the thread pool that handle them; one worker keeps their order. Each result is handled once
/// or left over: the number left is that of all posts minus that of handled results, and therefore none can be missing from both.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The token may be asked for by a handler that has not ended when the process does.")]
internal sealed class ResultPipeline<T> : ResultPipeline
{
    /// <summary>
    /// The capacity without workers: how many results may wait in addition to those that are being handled. It is large enough that neither
    /// side waits for the other at each result, and small enough that a stop can handle the results and large ones do not fill the memory.
    /// </summary>
    private const int BaseCapacity = 32;
    private const int CapacityPerWorker = 16;

    /// <summary>How long handlers have to end after their token is cancelled.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    private readonly Func<T, DaemonContext, CancellationToken, ValueTask> _handle;
    private readonly Func<Exception, DaemonContext, ValueTask> _onFailure;
    private readonly Channel<Item> _channel;
    private readonly PaddedLong[] _handled;
    private readonly Task _workers;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationToken _closingToken;
    private PaddedLong _posted;

    /// <summary>The number of writers that keep the channel open: the pipeline until it is drained, and each post that waits.</summary>
    private int _writers = 1;

    public ResultPipeline(
        Func<T, DaemonContext, CancellationToken, ValueTask> handle, int concurrency, Func<Exception, DaemonContext, ValueTask> onFailure)
    {
        _handle = handle;
        _onFailure = onFailure;
        _closingToken = _closing.Token;
        _handled = new PaddedLong[concurrency];
        _channel = Channel.CreateBounded<Item>(new BoundedChannelOptions(CapacityOf(concurrency)) { SingleReader = concurrency == 1 });
        var workers = new Task[concurrency];
        for (var i = 0; i < concurrency; i++)
        {
            var worker = i;
            workers[i] = Task.Run(() => WorkAsync(worker));
        }

        _workers = Task.WhenAll(workers);
    }

    public override long Handled
    {
        get
        {
            var sum = 0L;
            for (var i = 0; i < _handled.Length; i++)
            {
                sum += Volatile.Read(ref _handled[i].Value);
            }

            return sum;
        }
    }

    /// <summary>Gets the largest number of waiting results.</summary>
    public static int CapacityOf(int concurrency) => (int)Math.Min(BaseCapacity + ((long)CapacityPerWorker * concurrency), int.MaxValue);

    /// <summary>
    /// Posts a result, and waits while the channel is full. No token cancels the wait: the result exists, and would be lost. If the
    /// pipeline is closed, the result is left over and the post is cancelled.
    /// </summary>
    public ValueTask PostAsync(T result, DaemonContext context)
    {
        Interlocked.Increment(ref _posted.Value);
        var item = new Item(result, context);
        return _channel.Writer.TryWrite(item) ? ValueTask.CompletedTask : WaitAndPostAsync(item);
    }

    public override Task<long> DrainAsync(TimeSpan timeout) =>

        // On a separate thread: handlers that block may have taken all those of the pool, which timers need as well.
        Task.Factory.StartNew(() => Drain(timeout), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public override void Close()
    {
        _channel.Writer.TryComplete();
        try
        {
            _closing.Cancel();
        }
        catch (AggregateException exception)
        {
            Log.Error("results", "a callback on the token of a result's handler failed", exception);
        }
    }

    private long Drain(TimeSpan timeout)
    {
        Release();
        if (!LongWait.TryWait(_workers.Wait, timeout))
        {
            Close();
            _workers.Wait(Grace);
        }

        return Volatile.Read(ref _posted.Value) - Handled;
    }

    /// <summary>Waits until the channel takes the item. Pooled: a fast producer waits at nearly every result.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitAndPostAsync(Item item)
    {
        Interlocked.Increment(ref _writers);
        try
        {
            await _channel.Writer.WriteAsync(item, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new OperationCanceledException("the daemon ends and takes no more results");
        }
        finally
        {
            Release();
        }
    }

    /// <summary>Releases a writer. Completing the channel refuses the posts that wait, and so the last writer does it.</summary>
    private void Release()
    {
        if (Interlocked.Decrement(ref _writers) == 0)
        {
            _channel.Writer.TryComplete();
        }
    }

    private async Task WorkAsync(int worker)
    {
        while (await _channel.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (!_closingToken.IsCancellationRequested && _channel.Reader.TryRead(out var item))
            {
                if (await TryHandleAsync(item).ConfigureAwait(false))
                {
                    Volatile.Write(ref _handled[worker].Value, _handled[worker].Value + 1);
                }
            }

            if (_closingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>
    /// Handles a result. True if it is handled, even if the handler failed; false if the handler gave up because the pipeline was closed.
    /// </summary>
    private ValueTask<bool> TryHandleAsync(Item item)
    {
        try
        {
            var handling = _handle(item.Result, item.Context, _closingToken);
            if (handling.IsCompletedSuccessfully)
            {
                // Most handlers complete synchronously: nothing is allocated then.
                handling.GetAwaiter().GetResult();
                return new(true);
            }

            return AwaitAsync(handling, item);
        }
        catch (Exception exception)
        {
            return FailAsync(exception, item);
        }
    }

    private async ValueTask<bool> AwaitAsync(ValueTask handling, Item item)
    {
        try
        {
            await handling.ConfigureAwait(false);
            return true;
        }
        catch (Exception exception)
        {
            return await FailAsync(exception, item).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> FailAsync(Exception exception, Item item)
    {
        if (exception is OperationCanceledException && _closingToken.IsCancellationRequested)
        {
            return false;
        }

        try
        {
            await _onFailure(exception, item.Context).ConfigureAwait(false);
        }
        catch (Exception another)
        {
            // The other results must still be handled.
            Log.Error(item.Context.Name, "the failure of a result could not be reported", another);
        }

        return true;
    }

    /// <summary>A result with the context of the tick that made it.</summary>
    private readonly record struct Item(T Result, DaemonContext Context);
}
