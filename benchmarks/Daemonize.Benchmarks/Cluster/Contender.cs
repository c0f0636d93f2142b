namespace Daemonize.Benchmarks.Cluster;

/// <summary>A scheduler of which several processes share a database.</summary>
/// <param name="Name">Its name in the tables.</param>
/// <param name="App">The measured program.</param>
/// <param name="Arguments">The arguments of the program.</param>
/// <param name="Database">The name of its database.</param>
internal sealed record Contender(string Name, string App, IReadOnlyList<string> Arguments, string Database)
{
    public static Contender Ours { get; } = new(Peers.Ours, "Cluster", ["run"], "ours");

    public static IReadOnlyList<Contender> All { get; } =
    [
        Ours,
        new("Quartz.NET 4.7.3, clustered", "QuartzCluster", [], "quartz"),
        new("Hangfire 1.8.25 (1)", "HangfireCluster", [], "hangfire"),
        new("DistributedLock 1.3.1 loop (2)", "LockLoop", [], "lockloop"),
    ];

    public static string Notes =>
        """
        (1) Asks the database each second whether a job is due or queued (default: 15 s), and frees the lock of a dead process after
        15 s (default: 10 minutes).
        (2) At each second, whoever gets the advisory lock ticks and lets it go.
        """;

    public bool IsOurs => this == Ours;

    /// <summary>The variables that tell a process where its database is.</summary>
    public IEnumerable<string> Variables(string host, string port)
    {
        yield return $"CLUSTER_CLUSTER=postgres://postgres@{host}:{port}/{Database}";
        yield return $"CLUSTER_DATABASE=Host={host};Port={port};Username=postgres;Database={Database}";
    }
}
