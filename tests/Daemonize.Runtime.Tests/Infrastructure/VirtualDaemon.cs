using Daemonize.Scheduling;

namespace Daemonize.Tests.Infrastructure;

/// <summary>A schedule with real ticks, retries and limits, in virtual time.</summary>
internal sealed class VirtualDaemon
{
    private readonly VirtualClock _clock;
    private readonly Failures _failures;
    private readonly DaemonRuntime _runtime;

    public VirtualDaemon(
        FailurePolicy? policy = null,
        Func<Exception, DaemonContext, CancellationToken, ValueTask<FailureAction?>>? onError = null,
        bool isOnWallClock = false,
        string name = "virtual")
    {
        _clock = new VirtualClock(Time, Stop, isOnWallClock);
        _runtime = new DaemonRuntime(name, 1, static () => 1, Stop, Progress, new Readiness(static () => { }));
        _failures =
            new Failures(
                policy ?? new FailurePolicy(FailureAction.Continue, 3, new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)), 0),
                onError, _runtime);
    }

    public VirtualTime Time { get; } = new();

    public StopRequest Stop { get; } = new();

    public DaemonProgress Progress { get; } = new(Heartbeat.None);

    public Ticker? Ticker { get; private set; }

    /// <summary>The start time and the context of each tick.</summary>
    public List<(long Start, DaemonContext Context)> Starts { get; } = [];

    public IEnumerable<long> StartTimes => Starts.Select(static start => start.Start);

    /// <summary>The decisions on the requests to tick now.</summary>
    public List<TickRequest> Answers { get; } = [];

    public void StopAt(long instant) => Time.At(instant, () => Stop.Request(StopReason.Signal));

    /// <summary>Runs until a stop, or until there are no more ticks.</summary>
    public void Run(
        ITimetable timetable,
        Func<DaemonContext, CancellationToken, ValueTask<int>> method,
        SlotPolicy? policy = null,
        TimeSpan? timeout = null,
        Jitter? jitter = null,
        long? origin = null)
    {
        policy ??= SlotPolicy.Default;
        var call = new MethodCall(Note, timeout, _failures, _runtime, Time);
        var queue = new SlotQueue(timetable, policy, jitter ?? new Jitter(0, 0), origin ?? _clock.Now);
        var runner = new TickRunner(call, _failures, _runtime, _clock, Time);
        Ticker = new Ticker(queue, policy, _clock, _clock, runner.RunAsync, Progress, upkeep: null, _runtime.Category, Answers.Add);
        OnThreadOfItsOwn(() => Ticker.Run(Stop.Token));

        ValueTask<int> Note(DaemonContext context, CancellationToken token)
        {
            Starts.Add((Time.Now, context));
            return method(context, token);
        }
    }

    /// <summary>A method that takes the given time and ignores its token.</summary>
    public ValueTask<int> Busy(long duration)
    {
        Time.MoveTo(Time.Now + duration);
        return new(0);
    }

    /// <summary>
    /// A method that waits and ends when its token is cancelled. It does not use Task.Delay, which counts in milliseconds.
    /// </summary>
    public async ValueTask<int> Wait(long duration, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        if (duration > 0)
        {
            var end = new TaskCompletionSource();
            Time.At(Time.Now + duration, () => end.TrySetResult());
            using var _ = token.Register(() => end.TrySetCanceled(token));
            await end.Task.ConfigureAwait(false);
        }

        return 0;
    }

    /// <summary>
    /// Runs without the test framework's synchronization context, so that continuations run on the thread that advances the time.
    /// </summary>
    private static void OnThreadOfItsOwn(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            throw new InvalidOperationException($"the schedule ended with: {failure.Message}", failure);
        }
    }
}
