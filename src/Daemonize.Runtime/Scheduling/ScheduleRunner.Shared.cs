namespace Daemonize.Scheduling;

/// <content>A schedule that this process shares with others.</content>
internal sealed partial class ScheduleRunner
{
    /// <summary>The schedule that this process shares with others; null for one for this process only.</summary>
    private ISharedSchedule? _shared;

    /// <summary>
    /// Runs that schedule. A delegate, which only <see cref="Share"/> names: a program without a cluster has no code of one.
    /// </summary>
    private Func<bool, int>? _runShared;

    /// <summary>Lets a schedule that this process shares with others decide which slots tick. Called before the run.</summary>
    public void Share(ISharedSchedule shared)
    {
        _shared = shared;
        _runShared = isOnce => isOnce || Kind == ScheduleKind.None ? RunOnceShared(shared, isOnce) : RunTicksShared(shared);
    }

    private int RunTicksShared(ISharedSchedule shared)
    {
        var runner = new TickRunner(_call, _failures, _runtime, clock: null, TimeProvider.System);
        runner.Prepare();
        shared.Run(
            async (tick, lost) =>
            {
                await runner.RunAsync(tick.Taken, tick, lost).ConfigureAwait(false);
                return tick.Context is { IsCutShort: true } ? SharedTickEnd.IsCutShort : SharedTickEnd.GoesOn;
            },
            _threads, Upkeep);
        return _stop.ExitCode;
    }

    /// <summary>Runs a single tick, or a method without a schedule for as long as it runs or this process leads.</summary>
    private int RunOnceShared(ISharedSchedule shared, bool isOnce)
    {
        var exitCode = DaemonExitCode.Success;
        shared.Run(
            async (tick, lost) =>
            {
                var single = BeginSingle(tick, lost);
                _ = await single.Running.ConfigureAwait(false);
                var left = EndSingle(single);
                if (lost.IsCancellationRequested && !isOnce && !_stop.IsRequested)
                {
                    // Another process runs it now. This one stands by again.
                    return SharedTickEnd.GoesOn;
                }

                var what = _runtime.Shards > 0 ? ShardName(tick.Shard) : null;
                if (left is null || EndWith(left, isOnce, what) is not (not DaemonExitCode.Success and var code))
                {
                    return SharedTickEnd.EndsShard;
                }

                // Of several shards, the first failure counts.
                _ = Interlocked.CompareExchange(ref exitCode, code, DaemonExitCode.Success);
                return isOnce ? SharedTickEnd.EndsShard : SharedTickEnd.EndsSchedule;
            },
            _threads, Upkeep);
        return exitCode != DaemonExitCode.Success ? exitCode : _stop.ExitCode;
    }
}
