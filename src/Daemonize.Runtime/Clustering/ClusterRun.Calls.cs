using Daemonize.Cluster;
using Daemonize.Logging;
using Daemonize.Platform;

namespace Daemonize.Clustering;

/// <content>The calls of the store, and the wait for a lease that the kernel keeps.</content>
internal sealed partial class ClusterRun
{
    /// <summary>How many shards one step has at most.</summary>
    private const int Batch = 1000;

    /// <summary>The number of steps without a reply, while those of several shards wait for each other to travel together.</summary>
    private int _asking;

    private int _renewing;

    /// <summary>From which lease on the next steps are gathered, so that all have their turn.</summary>
    private int _askFrom;
    private CancellationTokenSource? _wait;

    /// <summary>Sends the steps that are due: those of one kind together.</summary>
    private void Ask(long now)
    {
        if (_asking == 0 && NextCalls(now) is { } calls)
        {
            foreach (var step in calls.GroupBy(static one => (one.Call.Step, one.Call.AsksDeputy, one.Call.Resigns)))
            {
                Asked[] asked = [.. step];
                _asking += MayWait;
                Send(CallsOf(asked), (sent, received, reply) => Hear(asked, sent, received, reply));
            }
        }

        if (_renewing == 0 && NextRenewals(now) is { Length: > 0 } renewals)
        {
            _renewing += MayWait;
            Send(CallsOf(renewals), (sent, received, reply) => HearRenewal(renewals, sent, received, reply));
        }

        WatchRelease();
    }

    /// <summary>1 if steps wait for the replies to earlier ones. Those of a single lease follow each other by themselves.</summary>
    private int MayWait => _rules.Shards > 0 ? 1 : 0;

    /// <summary>Gets the steps that are due, as many as may travel together; null for none.</summary>
    private List<Asked>? NextCalls(long now)
    {
        List<Asked>? asked = null;
        var first = _askFrom;
        for (var i = 0; i < _leases.Count && asked is not { Count: Batch }; i++)
        {
            var place = (first + i) % _leases.Count;
            if (_leases[place].NextCall(now) is { } call)
            {
                (asked ??= []).Add(new Asked(_leases[place], call));
                _askFrom = place + 1;
            }
        }

        return asked;
    }

    /// <summary>Gets the renewals that are due, and with them those that soon will be: one step renews all leases.</summary>
    private Asked[] NextRenewals(long now)
    {
        var next = Never;
        for (var i = 0; i < _leases.Count; i++)
        {
            next = Math.Min(next, _leases[i].RenewAt);
        }

        if (next > now)
        {
            return [];
        }

        var soon = now + (_rules.Timing.Heartbeat / 2);
        return
        [
            .. _leases.OrderBy(static lease => lease.RenewAt).Take(Batch)
                .Select(lease => (Lease: lease, Call: lease.NextRenewal(soon))).Where(static one => one.Call is not null)
                .Select(static one => new Asked(one.Lease, one.Call!)),
        ];
    }

    private static StoreCall[] CallsOf(Asked[] asked) => Array.ConvertAll(asked, static one => one.Call);

    /// <summary>Sends a request, and abandons it after a part of the lease, whether its store heeds the token or not.</summary>
    /// <param name="calls">The steps, all of one kind.</param>
    /// <param name="hear">Receives when the request was sent, when the reply came, and the reply; null if there was none.</param>
    private void Send(StoreCall[] calls, Action<long, long, LeaseReply?> hear)
    {
        var sent = BootClock.Now;
        var seen = _leases.Count > 0 ? _leases[0].Record?.Slot : null;
        var limit = TimeSpan.FromTicks(_rules.Timing.CallTimeout);
        var end = _end.Token;
        var running = Task.Run(
            async () =>
            {
                using var abandon = CancellationTokenSource.CreateLinkedTokenSource(end);
                abandon.CancelAfter(limit);
                var last = seen ?? StoreTime.ToMilliseconds(DateTime.UtcNow.Ticks);
                return await _client.CarryAsync(calls, last, abandon.Token).AsTask().WaitAsync(abandon.Token).ConfigureAwait(false);
            },
            end);
        _ = running.ContinueWith(
            done =>
            {
                var received = BootClock.Now;
                _news.Enqueue(() => hear(sent, received, Note(calls[0].Step, sent, received, done)));
                _wake.Set();
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Learns of the store's clock and of its failures from a call, and returns its reply.</summary>
    private LeaseReply? Note(StoreStep step, long sent, long received, Task<LeaseReply> done)
    {
        _numbers.Called?.Invoke(StepOf(step), TimeSpan.FromTicks(received - sent));
        if (done.IsCompletedSuccessfully)
        {
            _clock.Add(sent, received, done.Result.Now);
            _outage.Answered(received);
            return done.Result;
        }

        _numbers.AddFailure();
        _outage.Failed(ReasonOf(done), received);
        return null;
    }

    private void Hear(Asked[] asked, long sent, long received, LeaseReply? reply)
    {
        _asking -= MayWait;
        foreach (var (lease, call) in asked)
        {
            lease.Answer(call, sent, received, reply);
            WarnOfInterrupted(lease);
        }
    }

    private void HearRenewal(Asked[] asked, long sent, long received, LeaseReply? reply)
    {
        _renewing -= MayWait;
        foreach (var (lease, call) in asked)
        {
            lease.AnswerRenewal(call, sent, received, reply);
        }
    }

    // Without reflection, which an enumeration's name would need.
    private static string StepOf(StoreStep step) => step switch
    {
        StoreStep.Look => "look",
        StoreStep.Take => "take",
        StoreStep.Begin => "begin",
        StoreStep.Renew => "renew",
        _ => "end",
    };

    /// <summary>Gets why a call failed. What is no failure of the store is a defect, and ends the daemon as a crash.</summary>
    private string ReasonOf(Task done)
    {
        switch (done.Exception?.InnerException)
        {
            case null or OperationCanceledException:
                return $"no answer within {Duration.Format(TimeSpan.FromTicks(_rules.Timing.CallTimeout))}";
            case ClusterStoreException failure:
                return failure.Message;
            case var defect:
                Log.Error(_session.Category, "the client of the store failed", defect);
                return defect.Message;
        }
    }

    private void WarnOfInterrupted(ShardLease lease)
    {
        if (lease.TakeInterrupted() is { } found)
        {
            var others = found.Count > 1 ? $" and up to {found.Count - 1} before it" : "";
            var owner = string.Create(InvariantNumbers.Format, $"{found.Host ?? "its process"} (token {found.Token})");
            Log.Write(
                LogLevels.Warning, _session.Category,
                $"slot {SlotText.Of(found.Slot)}{OfShard(lease.Shard)}{others} was interrupted: {owner} did not record its end",
                exception: null);
        }
    }

    /// <summary>Waits for the end of the owner where the kernel keeps the leases; a look then finds the lease free at once.</summary>
    private void WatchRelease()
    {
        if (_session.KeptByKernel is not { } kernel || _wait is not null || _rules.Shards > 0 || !_session.MayLead
            || _leases[0] is not { Follows: true } lease)
        {
            return;
        }

        var wait = _wait = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        _ = kernel.WaitForReleaseAsync(_session.Name, shard: 0, wait.Token).AsTask().ContinueWith(
            done =>
            {
                // Observed: a store that cannot be read shows it at the next look.
                _ = done.Exception;
                _news.Enqueue(() =>
                {
                    wait.Dispose();
                    _wait = null;
                    lease.LookSoon(BootClock.Now);
                });
                _wake.Set();
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>A step, and the lease that asks for it.</summary>
    private readonly record struct Asked(ShardLease Lease, StoreCall Call);
}
