using System.Globalization;
using Daemonize.Platform.Linux;
using Daemonize.Text;
using Daemonize.Tool.Acting;
using Daemonize.Tool.Fleet;
using Daemonize.Tool.Seeing;
using Microsoft.Extensions.Logging;

namespace Daemonize.Tool.Web;

/// <summary>
/// Runs the verbs that the page asks for: one at a time for each daemon, and four in all. Each goes on when the browser leaves, its outcome
/// is kept for ten minutes, and each is a line in the daemon's own log.
/// </summary>
/// <param name="logger">The log of the daemon.</param>
/// <param name="time">The clock of the daemon.</param>
internal sealed class VerbCalls(ILogger logger, TimeProvider time)
{
    /// <summary>The number of verbs at a time: each is a start of a program, which takes a processor.</summary>
    public const int MaxAtATime = 4;

    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, VerbCallState> _calls = new(StringComparer.Ordinal);
    private int _last;

    /// <summary>How to ask other machines; null if they are not shown.</summary>
    public FleetOptions? Fleet { get; init; }

    /// <summary>Is called by any thread when a call has begun or ended.</summary>
    public event Action<VerbCallState>? Changed;

    /// <summary>Begins a verb on a daemon.</summary>
    /// <returns>The call, or why it cannot begin now.</returns>
    public (VerbCallState? Call, Refusal? Refusal) TryBegin(DaemonVerb verb, SeenDaemon daemon, string who)
    {
        VerbCallState state;
        lock (_lock)
        {
            RemoveOld();
            var running = _calls.Values.Where(static call => call.EndedAt is null).ToList();
            if (running.Exists(call => call.Key == daemon.Key))
            {
                return (null, new Refusal(409, $"another verb still runs on {daemon.FullName}; wait for its end"));
            }

            if (running.Count >= MaxAtATime)
            {
                return (null, new Refusal(429, $"{MaxAtATime} verbs run already; wait for one to end"));
            }

            var id = (++_last).ToString(CultureInfo.InvariantCulture);
            state = new VerbCallState(id, daemon.Key, daemon.Id, daemon.FullName, verb, who, time.GetUtcNow());
            _calls.Add(id, state);
        }

        var (word, name) = (verb.ToWord(), OneLine.Whole(daemon.FullName));
        logger.VerbBegun(who, word, name);
        Changed?.Invoke(state);
        new Thread(() => Run(state, daemon)) { IsBackground = true }.Start();
        return (state, null);
    }

    /// <summary>Finds a call; null if there is none, or it ended long ago.</summary>
    public VerbCallState? Find(string id)
    {
        lock (_lock)
        {
            RemoveOld();
            return _calls.GetValueOrDefault(id);
        }
    }

    /// <summary>Gets the calls of the last ten minutes, the oldest first.</summary>
    public List<VerbCallState> All()
    {
        lock (_lock)
        {
            RemoveOld();
            return [.. _calls.Values.OrderBy(static call => call.StartedAt)];
        }
    }

    /// <summary>Gets the calls that run, by the daemons that they act on.</summary>
    public Dictionary<string, string> Running()
    {
        lock (_lock)
        {
            return _calls.Values.Where(static call => call.EndedAt is null).ToDictionary(static call => call.Key, static call => call.Id);
        }
    }

    private void Run(VerbCallState state, SeenDaemon daemon)
    {
        VerbOutcome outcome;
        try
        {
            outcome = daemon.Remote is null ? RunHere(state.Verb, daemon) : FleetFeed.Act(Fleet!, state.Verb, daemon);
        }
        catch (Exception exception)
        {
            outcome = new VerbOutcome(state.Name, DaemonExitCode.Failure, "", $"cannot {state.Verb.ToWord()}: {exception.Message}");
        }

        var ended = state with { EndedAt = time.GetUtcNow(), Outcome = outcome };
        lock (_lock)
        {
            _calls[state.Id] = ended;
        }

        var (word, name) = (state.Verb.ToWord(), OneLine.Whole(state.Name));
        var text = OneLine.From((outcome.Error.Length > 0 ? outcome.Error : outcome.Output).Trim(), OneLine.Long);
        logger.VerbEnded(state.Who, word, name, outcome.ExitCode, text);
        Changed?.Invoke(ended);
    }

    private static VerbOutcome RunHere(DaemonVerb verb, SeenDaemon daemon)
    {
        ChildProcess.KeepUntilReaped();
        var (calls, failures) = VerbPlan.Make(verb, [new Choice(daemon, daemon.Instance is not null)]);

        // A stop of this daemon ends its session, and the verb may be that stop.
        return calls is [var call] ? VerbProcess.Run(call with { IsInNewSession = true }) : failures[0];
    }

    private void RemoveOld()
    {
        var now = time.GetUtcNow();
        foreach (var old in _calls.Values.Where(call => now - call.EndedAt > Kept).ToList())
        {
            _ = _calls.Remove(old.Id);
        }
    }
}

/// <summary>A verb that runs, or has ended.</summary>
/// <param name="Id">The number that stands for it.</param>
/// <param name="Key">The daemon with all its instances, on which one verb acts at a time.</param>
/// <param name="Daemon">The id of the daemon.</param>
/// <param name="Name">The name of the daemon for people.</param>
/// <param name="Verb">The verb that the program runs.</param>
/// <param name="Who">Who has asked for it.</param>
/// <param name="StartedAt">When the verb began.</param>
internal sealed record VerbCallState(
    string Id, string Key, string Daemon, string Name, DaemonVerb Verb, string Who, DateTimeOffset StartedAt)
{
    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public VerbOutcome? Outcome { get; init; }
}
