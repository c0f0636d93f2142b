using Daemonize.Platform;
using Daemonize.Tool.Acting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Fleet;

/// <summary>Runs a verb on daemons of other machines: on all machines at once, and on each as its API orders the calls.</summary>
/// <param name="verb">The verb to run.</param>
/// <param name="progress">Shows the verbs that run; null without a terminal.</param>
/// <param name="report">Receives each outcome, from any thread.</param>
internal sealed class FleetVerbs(DaemonVerb verb, VerbProgress? progress, Action<VerbOutcome> report)
{
    private readonly List<Thread> _threads = [];

    public static FleetVerbs Begin(
        DaemonVerb verb, List<Choice> choices, FleetLookup lookup, VerbProgress? progress, Action<VerbOutcome> report)
    {
        var verbs = new FleetVerbs(verb, progress, report);
        foreach (var ofHost in choices.Where(static choice => choice.Daemon.Remote is not null)
            .GroupBy(static choice => choice.Daemon.Remote!.Host))
        {
            var connection = lookup.ConnectionTo(ofHost.Key);
            verbs._threads.Add(new Thread(() => verbs.Run(ofHost.Key, connection, [.. ofHost])));
        }

        verbs._threads.ForEach(static thread => thread.Start());
        return verbs;
    }

    /// <summary>Counts the calls that daemons of other machines need: one for all chosen instances of a daemon.</summary>
    public static int Count(List<Choice> choices) => choices.Where(static choice => choice.Daemon.Remote is not null)
        .DistinctBy(static choice => (choice.Daemon.Remote!.Host, CallOf(choice.Daemon))).Count();

    public void WaitForAll() => _threads.ForEach(static thread => thread.Join());

    private void Run(string host, HostConnection connection, List<Choice> choices)
    {
        Dictionary<long, (string Name, RunningVerb? Shown)> waiting = [];
        foreach (var daemon in choices.GroupBy(static choice => CallOf(choice.Daemon)))
        {
            var call = RemoteCall.Of([.. daemon]);
            var shown = progress?.Begin(verb, $"{host}:{call.Name}", limit: null);
            waiting.Add(connection.Send(verb.ToWord(), call.Ids, call.IsNumbered), (call.Name, shown));
        }

        try
        {
            var deadline = Deadline.TimestampIn(FleetProtocol.LongestVerb);
            while (waiting.Count > 0)
            {
                var message = connection.Read(deadline);
                if (waiting.Remove(message.Id, out var call))
                {
                    End(call.Shown);
                    report(RemoteCall.OutcomeOf(host, call.Name, message));
                }
            }
        }
        catch (DaemonException exception)
        {
            foreach (var (name, shown) in waiting.Values)
            {
                End(shown);
                var problem = $"cannot learn how '{verb.ToWord()}' of {name} ended: {exception.Message}; see 'daemonize status'";
                report(new VerbOutcome(name, DaemonExitCode.Failure, "", problem) { Host = host });
            }
        }
    }

    private static (string Key, string Program, string Daemon) CallOf(SeenDaemon daemon) => (daemon.Key, daemon.Program, daemon.Daemon);

    private void End(RunningVerb? shown)
    {
        if (shown is not null)
        {
            progress?.End(shown);
        }
    }
}
