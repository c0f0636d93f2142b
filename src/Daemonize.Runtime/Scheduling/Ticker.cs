using System.Collections.Concurrent;
using Daemonize.Logging;

namespace Daemonize.Scheduling;

/// <summary>
/// Runs the slots of a queue as they come. It waits by itself: sleeping loops drift by the length of their ticks, and PeriodicTimer fires
/// up to 2 ms early (docs/performance.md). Ticks that come one after another run on its own thread, with no hand-over between a slot and
/// its tick; ticks that may be replaced or run concurrently run on the thread pool.
/// </summary>
/// <param name="queue">The slots, with those that wait.</param>
/// <param name="policy">The policy that the queue was created with.</param>
/// <param name="clock">The clock that the slots are on.</param>
/// <param name="threads">The threads on which the ticks run.</param>
/// <param name="tick">Runs one tick to its end and handles its failures; the token is cancelled to replace the tick.</param>
/// <param name="progress">Receives the next slot and the number of skipped slots.</param>
/// <param name="upkeep">What the schedule's thread does before it waits; null for nothing.</param>
/// <param name="category">The prefix of messages in the log.</param>
/// <param name="answer">Receives the decision on each request to tick now, on any thread. It must be quick.</param>
internal sealed class Ticker(
    SlotQueue queue,
    SlotPolicy policy,
    IClock clock,
    ITickThreads threads,
    Func<TakenSlot, CancellationToken, Task> tick,
    DaemonProgress progress,
    IUpkeep? upkeep,
    string category,
    Action<TickRequest> answer)
{
    private readonly ConcurrentQueue<EndedTick> _ended = [];
    private readonly List<Task> _running = [];

    /// <summary>Held to make a request, and by the schedule's thread to begin and to end a tick.</summary>
    private readonly Lock _gate = new();
    private CancellationTokenSource? _replaced;
    private int _requests;
    private long _stoppedAt = long.MaxValue;

    /// <summary>Whether the schedule's thread is in a tick. It does not touch the queue then, so a request may.</summary>
    private bool _isTicking;
    private bool _isOver;

    /// <summary>
    /// Ticks at once, as if a slot had come. Can be called from any thread. A request that comes during a tick is decided then, even if the
    /// tick occupies the schedule's thread.
    /// </summary>
    public void TickNow()
    {
        lock (_gate)
        {
            if (_isOver || Volatile.Read(ref _stoppedAt) != long.MaxValue)
            {
                Refuse();
                return;
            }

            if (_isTicking)
            {
                Decide();
                progress.AddSkipped(queue.Skipped - progress.Skipped);
                return;
            }

            Interlocked.Increment(ref _requests);
        }

        clock.Wake();
    }

    /// <summary>Ticks until the daemon is asked to stop or all ticks are done, and the last of them has ended.</summary>
    public void Run(CancellationToken stopping)
    {
        using var _ = stopping.Register(() => _stoppedAt = clock.Now);
        while (!stopping.IsCancellationRequested)
        {
            // In this order: a slot that has waited for the end of a tick comes before those that come with it.
            HearOfEnds();
            StartTicks(stopping);
            if (queue.IsComplete && queue.Running == 0)
            {
                break;
            }

            HearOfRequests();
            queue.Advance(clock.Now);
            StartTicks(stopping);
            Tell();
            Wait(stopping);
        }

        EndRequests();
        progress.SetNext(null);
        foreach (var running in _running)
        {
            // The stop request has cancelled their tokens.
            threads.WaitFor(running);
        }

        HearOfEnds();
        queue.Close(Math.Min(clock.Now, Volatile.Read(ref _stoppedAt)));
        progress.AddSkipped(queue.Skipped - progress.Skipped);
    }

    private void Wait(CancellationToken stopping)
    {
        var hasNews = !_ended.IsEmpty || Volatile.Read(ref _requests) > 0 || (queue.IsComplete && queue.Running == 0);
        if (!hasNews && !stopping.IsCancellationRequested)
        {
            var latest = upkeep?.Look() ?? long.MaxValue;
            clock.Wait(queue.IsComplete ? long.MaxValue : queue.NextDue, latest);
        }
    }

    private void HearOfEnds()
    {
        while (policy.IsConcurrent && _ended.TryDequeue(out var end))
        {
            queue.End(Math.Min(end.Instant, Volatile.Read(ref _stoppedAt)));
            _running.Remove(end.Tick);

            // A tick handles its own failures; an exception here is a defect, and ends the daemon as a crash.
            end.Tick.GetAwaiter().GetResult();
        }
    }

    private void HearOfRequests()
    {
        if (Volatile.Read(ref _requests) == 0)
        {
            return;
        }

        for (var requests = Interlocked.Exchange(ref _requests, 0); requests > 0; requests--)
        {
            Decide();
        }
    }

    private void EndRequests()
    {
        lock (_gate)
        {
            _isOver = true;
            for (; _requests > 0; _requests--)
            {
                Refuse();
            }
        }
    }

    private void Decide()
    {
        var (taken, running) = (queue.Taken, queue.Running);
        answer(new TickRequest(queue.Request(clock.Now), taken, running));
    }

    private void Refuse() => answer(new TickRequest(RequestResult.Stopping, Taken: 0, Running: 0));

    private void StartTicks(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested && queue.TryTake(clock.Now, out var slot))
        {
            progress.AddSkipped(queue.Skipped - progress.Skipped);
            if (policy.IsConcurrent)
            {
                StartConcurrently(slot);
            }
            else
            {
                StartHere(slot);
            }
        }

        if (queue.MustReplace)
        {
            Replace();
        }
    }

    private void Replace()
    {
        try
        {
            _replaced?.Cancel();
        }
        catch (AggregateException exception)
        {
            Log.Error(category, "a callback on the token of a tick failed (Overlap)", exception);
        }
    }

    private void StartHere(TakenSlot slot)
    {
        lock (_gate)
        {
            // A request that comes as the tick begins must not wait until it has ended.
            HearOfRequests();
            _isTicking = true;
        }

        var running = tick(slot, CancellationToken.None);
        if (!running.IsCompletedSuccessfully)
        {
            threads.WaitFor(running);
        }

        lock (_gate)
        {
            _isTicking = false;
            queue.End(Math.Min(clock.Now, Volatile.Read(ref _stoppedAt)));
        }
    }

    private void StartConcurrently(TakenSlot slot)
    {
        _replaced = policy.Overlap == OverlapPolicy.Replace ? new CancellationTokenSource() : null;
        var token = _replaced?.Token ?? CancellationToken.None;
        var running = threads.Fork(() => tick(slot, token));
        _running.Add(running);
        _ = running.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Ended(Task running)
    {
        _ended.Enqueue(new EndedTick(clock.Now, running));
        clock.Wake();
    }

    private void Tell()
    {
        progress.AddSkipped(queue.Skipped - progress.Skipped);
        progress.SetNext(queue.NextDue == long.MaxValue || queue.IsComplete ? null : clock.ToUtc(queue.NextDue));
    }

    /// <summary>A tick that has ended. A class, because the runtime contains compiled code of a queue for references only.</summary>
    private sealed record EndedTick(long Instant, Task Tick);
}
