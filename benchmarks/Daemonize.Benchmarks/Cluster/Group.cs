namespace Daemonize.Benchmarks.Cluster;

/// <summary>Processes of one contender that share a database.</summary>
internal sealed class Group : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How long after its begin a tick has settled, in microseconds.</summary>
    private const long Begun = 150_000;

    private readonly int _workMs;
    private readonly List<Node> _nodes = [];
    private readonly List<Node> _ended = [];

    private Group(Contender contender, int workMs)
    {
        Contender = contender;
        _workMs = workMs;
    }

    public Contender Contender { get; }

    /// <summary>The processes that run.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>All ticks of all processes, also of those that have ended, in the order of their begins.</summary>
    public IReadOnlyList<NotedTick> Ticks =>
        [.. _ended.Concat(_nodes).SelectMany(static node => node.Ticks).OrderBy(static tick => tick.Begin)];

    /// <summary>Starts the processes of a contender, one after the other: the first creates the tables. Waits for the first tick.</summary>
    public static Group Start(PostgreSqlServer server, Contender contender, int workMs, params IEnumerable<NodePlace> places)
    {
        server.CreateDatabase(contender.Database);
        var group = new Group(contender, workMs);
        foreach (var place in places)
        {
            group.Add(place);
            Wait.Until(() => group.Ticks.Count > 0, TimeSpan.FromMilliseconds(50), Patience);
        }

        return group;
    }

    /// <summary>Starts each contender with processes at the same places.</summary>
    public static IReadOnlyList<Group> StartAll(PostgreSqlServer server, int workMs, params IReadOnlyList<NodePlace> places) =>
        [.. Contender.All.Select(contender => Start(server, contender, workMs, places))];

    /// <summary>Starts one more process.</summary>
    public void Add(NodePlace place) => _nodes.Add(new Node(Contender, place, _workMs).Start());

    /// <summary>
    /// Waits for the process that is in the middle of a tick: at its begin, what the scheduler wrote down about it may not be committed.
    /// </summary>
    public Node WaitForOwner()
    {
        var after = Instant.Now;
        NotedTick? running = null;
        Wait.Until(() => (running = Ticks.LastOrDefault(IsInTheMiddle)) is not null, LookAgain, Patience);
        return running!.Node;

        bool IsInTheMiddle(NotedTick tick) => tick.Begin > after && tick.Begin < Instant.Now - Begun && tick.IsRunning;
    }

    /// <summary>Returns the first tick of another process after an instant; null if there is none yet.</summary>
    public NotedTick? NextTick(long after, Node owner) =>
        Ticks.FirstOrDefault(tick => tick.Begin > after && tick.Node != owner);

    /// <summary>Starts a process in the place of one that has ended.</summary>
    public void Replace(Node ended)
    {
        _nodes.Remove(ended);
        _ended.Add(ended);
        _nodes.Add(ended.Again(Contender, _workMs));
    }

    public void Dispose() => _nodes.ForEach(static node => node.Kill());
}
