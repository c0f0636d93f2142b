using System.Globalization;

namespace Daemonize.Benchmarks.Cluster;

/// <summary>
/// <c>cluster stores</c>: how many slots a second each store begins, and how many shards PostgreSQL begins in one statement.
/// </summary>
internal static class StoreSpeed
{
    private const int Callers = 8;
    private const int Shards = 1000;
    private const double ShardsBar = 100_000;

    public static void Run(PostgreSqlServer server, int seconds)
    {
        var postgreSql = $"postgres://postgres@127.0.0.1:{server.Port}/stores";
        server.CreateDatabase("stores");
        var shards = Measure("shards", postgreSql, Shards, seconds);
        var table = new MarkdownTable("", "bar", "PostgreSQL", "Redis", "etcd", "");
        table.Add(
            $"begins a second, {Callers} callers", "", Figure(Measure("begins", postgreSql, Callers, seconds)), Figure(Redis(seconds)),
            Figure(Etcd(seconds)), "");
        table.Add(
            $"{Shards:N0} shards in one statement, shards a second", $"≥ {Figure(ShardsBar)}", Figure(shards), "–", "–",
            shards >= ShardsBar ? "met" : "missed");
        table.Print();
    }

    /// <summary>A server that keeps all in memory.</summary>
    private static double Redis(int seconds)
    {
        var (folder, port) = (ServerProcess.CreateFolder("redis"), ServerProcess.FreePort());
        using var server = ServerProcess.Start(
            folder, () => ServerProcess.Listens(port), ServerProcess.Find("redis-server"), "--bind", "127.0.0.1", "--port", port,
            "--save", "", "--dir", folder);
        return Measure("begins", $"redis://127.0.0.1:{port}/0", Callers, seconds);
    }

    private static double Etcd(int seconds)
    {
        var (folder, port) = (ServerProcess.CreateFolder("etcd"), ServerProcess.FreePort());
        var (client, peer) = ($"http://127.0.0.1:{port}", $"http://127.0.0.1:{ServerProcess.FreePort()}");
        using var server = ServerProcess.Start(
            folder, () => ServerProcess.Listens(port), ServerProcess.Find("etcd"), "--data-dir", Path.Combine(folder, "data"),
            "--listen-client-urls", client, "--advertise-client-urls", client, "--listen-peer-urls", peer,
            "--initial-advertise-peer-urls", peer, "--initial-cluster", "default=" + peer);
        return Measure("begins", $"etcd://127.0.0.1:{port}/", Callers, seconds);
    }

    private static double Measure(string what, string url, int count, int seconds)
    {
        var file = Path.Combine(Places.Work, "rate.txt");
        Child.Run(
            Command.WithLog(
                Path.Combine(Places.Work, "stores.log"),
                [Places.App("jit", "ClusterStores"), what, url, Text(count), Text(seconds), file]),
            TimeSpan.FromSeconds(60 + (2 * seconds)));
        return double.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Figure(double figure) => MarkdownTable.Figure(figure, "#,0");
}
