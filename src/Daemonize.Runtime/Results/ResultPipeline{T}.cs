using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Daemonize.Logging;
using Daemonize.Scheduling;

namespace Daemonize.Results;

/// <summary>
/// A bounded channel of results, and workers on the pool that handle them; one worker keeps their order. Each result is handled once, or it is left: the count of
/// what is left is that of all posts less that of the handled, so that none can be missing in both.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The token may be asked for by a handler that has not ended when the process does.")]
internal sealed class ResultPipeline<T> : ResultPipeline
{
    /// <summary>
    /// How many results may wait, in addition to those that are being handled: enough that neither side waits for the other at each result, and few enough that a stop can
    /// handle them and that large results do not fill the memory.
    /// </summary>
    private const int BaseCapacity = 32;
    private const int CapacityPerWorker = 16;

    /// <summary>How long handlers have to end once their token is cancelled.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    private readonly Func<T, DaemonContext, CancellationToken, ValueTask> _handle;
    private readonly Func<Exception, DaemonContext, ValueTask> _onFailure;
    private readonly Channel<Item> _channel;
    private readonly PaddedLong[] _handled;
    private readonly Task _workers;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationToken _closingToken;
    private PaddedLong _posted;

    /// <summary>Who keeps the channel open: the pipeline until it is drained, and each post that waits.</summary>
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

    /// <summary>How many results wait at most.</summary>
    public static int CapacityOf(int concurrency) => (int)Math.Min(BaseCapacity + ((long)CapacityPerWorker * concurrency), int.MaxValue);

    /// <summary>
    /// Takes a result, waiting while there are too many. No token cancels that: the result exists, and would be lost. When the pipeline is closed it is left, and
    /// the post is cancelled.
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

    /// <summary>Pooled: a fast producer waits at nearly every result.</summary>
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

    /// <summary>Completing the channel refuses the posts that wait, so the last of them does it.</summary>
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

    /// <summary>Whether the result is handled, well or not; false when its handler gave up because the pipeline was closed.</summary>
    private ValueTask<bool> TryHandleAsync(Item item)
    {
        try
        {
            var handling = _handle(item.Result, item.Context, _closingToken);
            if (handling.IsCompletedSuccessfully)
            {
                // What most handlers do: nothing is allocated then.
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
            // The other results must not suffer for it.
            Log.Error(item.Context.Name, "the failure of a result could not be reported", another);
        }

        return true;
    }

    /// <summary>A result with the context of the tick that made it.</summary>
    private readonly record struct Item(T Result, DaemonContext Context);
}
