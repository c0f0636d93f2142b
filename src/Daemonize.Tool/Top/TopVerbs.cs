using Daemonize.Platform.Linux;
using Daemonize.Tool.Acting;
using Daemonize.Tool.Fleet;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Top;

/// <summary>Runs verbs in the background: one at a time for each daemon, and four in all.</summary>
/// <param name="news">Receives the outcomes of the verbs.</param>
/// <param name="fleet">Runs the verbs of other machines; null if only this one is shown.</param>
internal sealed class TopVerbs(TopNews news, FleetSource? fleet)
{
    /// <summary>The number of verbs at a time: each is a start of a program, which takes a processor.</summary>
    private const int MaxAtATime = 4;

    private readonly HashSet<string> _running = new(StringComparer.Ordinal);

    /// <summary>Begins a verb; null, or why it cannot begin now.</summary>
    public string? TryBegin(DaemonVerb verb, SeenDaemon daemon)
    {
        lock (_running)
        {
            if (_running.Count == MaxAtATime)
            {
                return $"{MaxAtATime} verbs run already; wait for one to end";
            }

            if (!_running.Add(daemon.Key))
            {
                return $"another verb still runs on {daemon.FullName}; wait for its end";
            }
        }

        // A background thread: the verb goes on by itself if the screen is closed meanwhile.
        new Thread(() => Run(verb, daemon)) { IsBackground = true }.Start();
        return null;
    }

    private void Run(DaemonVerb verb, SeenDaemon daemon)
    {
        try
        {
            var outcome = daemon.Remote is null ? RunHere(verb, daemon) : fleet!.Act(verb, daemon);
            lock (_running)
            {
                _ = _running.Remove(daemon.Key);
            }

            news.Report(outcome);
        }
        catch (Exception exception)
        {
            news.Fail(exception);
        }
    }

    private static VerbOutcome RunHere(DaemonVerb verb, SeenDaemon daemon)
    {
        ChildProcess.KeepUntilReaped();
        var (calls, failures) = VerbPlan.Make(verb, [new Choice(daemon, daemon.Instance is not null)]);
        return calls is [var call] ? VerbProcess.Run(call) : failures[0];
    }
}
