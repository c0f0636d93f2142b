using Daemonize.Text;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Fleet;

/// <summary>Asks all machines at once, so that one that does not answer holds up nothing but the end.</summary>
internal sealed class FleetLookup : IDisposable
{
    private readonly List<HostAnswer> _answers;

    private FleetLookup(List<HostAnswer> answers) => _answers = answers;

    /// <summary>The daemons of all machines that have answered, in the order of the machines.</summary>
    public List<SeenDaemon> Daemons => [.. _answers.SelectMany(static answer => answer.Daemons)];

    /// <summary>The machines that have not answered.</summary>
    public List<HostAnswer> Silent => _answers.FindAll(static answer => answer.Problem is not null);

    public static FleetLookup Ask(FleetOptions options, bool onlyRunning = false)
    {
        var answers = new HostAnswer[options.Hosts.Count];
        List<Thread> threads = [];
        for (var i = 0; i < answers.Length; i++)
        {
            var at = i;
            threads.Add(new Thread(() => answers[at] = HostAnswer.Ask(options.Hosts[at], options.Ssh, onlyRunning)));
        }

        threads.ForEach(static thread => thread.Start());
        threads.ForEach(static thread => thread.Join());
        return new FleetLookup([.. answers]);
    }

    /// <summary>Gets the daemons that the names fit; the place of a machine that has not answered has an entry that says why.</summary>
    public List<SeenDaemon> Filter(List<string> names) =>
    [
        .. _answers.SelectMany(answer => answer.Problem is { } problem
            ? [RemoteDaemon.OfSilentHost(answer.Host, problem)]
            : NameMatch.Filter(answer.Daemons, names)),
    ];

    /// <summary>
    /// Finds the daemons that the names mean. While a machine does not answer, a name without a machine is refused: that machine may have
    /// such a daemon too, and the name would mean both.
    /// </summary>
    public Selection Find(List<string> names)
    {
        if (Silent is not [var silent, ..])
        {
            return NameMatch.Find(Daemons, names);
        }

        List<string> known = [];
        foreach (var name in names)
        {
            if (IsOfSilent(name))
            {
                continue;
            }

            if (!IsOfOne(name) && !name.Contains('*', StringComparison.Ordinal))
            {
                throw new DaemonException(
                    $"{silent.Host} does not answer ({silent.Problem}), and '{OneLine.From(name)}' may be there too; say which host " +
                    $"is meant, such as '{_answers[0].Host}:{OneLine.From(name)}'");
            }

            known.Add(name);
        }

        return known.Count == 0 ? new Selection([], IsByPattern: false) : NameMatch.Find(Daemons, known);
    }

    private bool IsOfSilent(string name) => _answers.Exists(answer => answer.Problem is not null && IsOf(answer, name));

    private bool IsOfOne(string name) => _answers.Exists(answer => IsOf(answer, name));

    private static bool IsOf(HostAnswer answer, string name) => name.StartsWith(answer.Host + ":", StringComparison.Ordinal);

    /// <summary>Gets the connection to a machine that has answered.</summary>
    public HostConnection ConnectionTo(string host) => _answers.Find(answer => answer.Host == host)!.Connection!;

    public void Dispose() => Parallel(_answers.ConvertAll(static answer => answer.Connection));

    /// <summary>Closes the connections at once: each may have to wait for the end of its process.</summary>
    private static void Parallel(List<HostConnection?> connections)
    {
        var threads = connections.OfType<HostConnection>().Select(static connection => new Thread(connection.Dispose)).ToList();
        threads.ForEach(static thread => thread.Start());
        threads.ForEach(static thread => thread.Join());
    }
}
