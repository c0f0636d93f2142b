using Daemonize.Platform.Linux;
using Daemonize.Tool.Acting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Fleet;

/// <summary>Runs the verbs of requests: one at a time for each daemon, and four in all; the others wait.</summary>
/// <param name="output">Receives the lines about the outcomes.</param>
/// <param name="changed">Is called after each verb, which may have changed the daemons.</param>
internal sealed class ApiVerbs(ApiOutput output, Action changed)
{
    /// <summary>The number of verbs at a time: each is a start of a program, which takes a processor.</summary>
    private const int MaxAtATime = 4;

    /// <summary>Guards the fields below, and is pulsed at the end of a verb.</summary>
    private readonly object _gate = new();

    private readonly List<ApiVerb> _waiting = [];
    private readonly List<ApiVerb> _running = [];

    /// <summary>Runs a verb as soon as it may; false if too many wait.</summary>
    public bool TryAdd(ApiVerb verb)
    {
        lock (_gate)
        {
            if (_waiting.Count == FleetProtocol.MaxWaiting)
            {
                return false;
            }

            _waiting.Add(verb);
            BeginWaiting();
            return true;
        }
    }

    /// <summary>Waits for the end of the verbs that run; those that wait are not begun.</summary>
    public void WaitForAll()
    {
        lock (_gate)
        {
            _waiting.Clear();
            while (_running.Count > 0)
            {
                _ = Monitor.Wait(_gate);
            }
        }
    }

    private void BeginWaiting()
    {
        while (_running.Count < MaxAtATime && _waiting.Find(verb => !_running.Exists(verb.IsOfSameDaemon)) is { } next)
        {
            _ = _waiting.Remove(next);
            _running.Add(next);

            // Not in the background: the process ends after its verbs.
            new Thread(() => Run(next)).Start();
        }
    }

    private void Run(ApiVerb verb)
    {
        ChildProcess.KeepUntilReaped();
        var outcome = Act(verb);
        output.Write(verb.Id, writer =>
        {
            writer.WriteString("name"u8, outcome.Name);
            writer.WriteNumber("exitCode"u8, outcome.ExitCode);
            writer.WriteString("output"u8, EndOf(outcome.Output));
            writer.WriteString("error"u8, EndOf(outcome.Error));
        });
        changed();
        lock (_gate)
        {
            _ = _running.Remove(verb);
            BeginWaiting();
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Runs the program of the daemon, as the command of the tool would.</summary>
    private static VerbOutcome Act(ApiVerb verb)
    {
        try
        {
            var (calls, failures) = VerbPlan.Make(verb.Verb, Find(verb));
            return (calls, failures) switch
            {
                // In a new session: the end of the connection must not end the verb.
                ([var call], []) => VerbProcess.Run(call with { IsInNewSession = true }),
                ([], [var failure]) => failure,
                _ => throw new DaemonException("the ids are those of several daemons", DaemonExitCode.Usage),
            };
        }
        catch (DaemonException exception)
        {
            return new VerbOutcome("", exception.ExitCode, "", $"cannot {verb.Verb.ToWord()}: {exception.Message}");
        }
    }

    private static List<Choice> Find(ApiVerb verb)
    {
        var found = Discovery.Find().FindAll(daemon => verb.Daemons.Contains(daemon.Id));
        return found.Count > 0
            ? found.ConvertAll(daemon => new Choice(daemon, verb.IsNumbered))
            : throw new DaemonException("there is no such daemon any more", DaemonExitCode.Usage);
    }

    private static string EndOf(string text) =>
        text.Length <= FleetProtocol.MaxOutput ? text : text[^FleetProtocol.MaxOutput..];
}

/// <summary>A verb that was requested.</summary>
/// <param name="Id">The number of the request.</param>
/// <param name="Verb">The verb to run.</param>
/// <param name="Daemons">The ids of the daemon's instances.</param>
/// <param name="IsNumbered">Whether to act only on these instances.</param>
internal sealed record ApiVerb(long Id, DaemonVerb Verb, string[] Daemons, bool IsNumbered)
{
    /// <summary>Whether another verb acts on the same instances.</summary>
    public bool IsOfSameDaemon(ApiVerb other) => Array.Exists(Daemons, other.Daemons.Contains);
}
