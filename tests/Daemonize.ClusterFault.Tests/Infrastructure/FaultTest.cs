using System.Globalization;

namespace Daemonize.ClusterFault.Tests.Infrastructure;

/// <summary>A test with machines that share a database, which no other test uses.</summary>
public abstract class FaultTest(PostgreSqlServer server) : EndToEndTest, IAsyncLifetime
{
    /// <summary>The lease of the daemons, in microseconds.</summary>
    private protected const long Lease = 3_000_000;

    private protected const long Second = 1_000_000;

    private readonly List<Machine> _machines = [];
    private string _database = "";

    /// <summary>Gets the URL of the database.</summary>
    private protected string Url => UrlAt(server.Port);

    private protected PostgreSqlServer Server => server;

    public async ValueTask InitializeAsync()
    {
        await server.StartAsync();
        _database = await server.CreateDatabaseAsync();
    }

    /// <summary>Gets the URL of the database for machines that reach the server elsewhere.</summary>
    private protected string UrlAt(int port, string host = "127.0.0.1") =>
        string.Create(CultureInfo.InvariantCulture, $"postgres://postgres@{host}:{port}/{_database}");

    /// <summary>Creates a machine with a daemon that does not run.</summary>
    private protected Machine CreateMachine(string name, string? url = null)
    {
        var sandbox = CreateSandbox();
        sandbox.Environment["STATE_DIRECTORY"] = sandbox.Create("state");
        sandbox.Environment["CLUSTERAPP_CLUSTER"] = url ?? Url;
        sandbox.Environment["CLUSTERAPP_OUTPUT"] = sandbox.OutputDirectory;
        sandbox.Environment["CLUSTERAPP_ONLY"] = Path.Combine(Sandbox.OutputDirectory, "only");
        sandbox.Environment["CLUSTERAPP_DATABASE"] = string.Create(
            CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={server.Port};Username=postgres;Database={_database}");
        var machine = new Machine(sandbox, name);
        _machines.Add(machine);
        return machine;
    }

    private protected Task ExecuteAsync(string sql) => server.ExecuteAsync(sql, _database);

    private protected Task<Npgsql.NpgsqlConnection> ConnectAsync() => server.ConnectAsync(_database);

    /// <summary>All begins of all machines, in their order.</summary>
    private protected List<Event> Begins =>
        [.. _machines.SelectMany(static machine => machine.Begins).OrderBy(static one => one.At)];

    /// <summary>Waits for the next ticks after an instant, whichever machine has them. Returns the first.</summary>
    private protected async Task<Event> NextBeginAsync(long after, int count = 1, TimeSpan? limit = null)
    {
        List<Event> found = [];
        await Wait.UntilAsync(
            () => (found = Begins.FindAll(one => one.At > after)).Count >= count,
            $"{count} ticks have begun", limit);
        return found[0];
    }

    /// <summary>
    /// Fails the test unless what a cluster promises has held: no slot twice, unless it was interrupted and its daemon runs it again; none
    /// before its time; no two at the same time; tokens that grow from process to process.
    /// </summary>
    private protected void AssertPromises(bool mayRerun = false)
    {
        var begins = Begins;
        Assert.DoesNotContain(begins, static one => one.What == "overlap");
        var slots = begins.ConvertAll(one => (one.Slot, mayRerun ? one.Attempt : 0));
        Assert.Equal(slots.Distinct(), slots);

        // A millisecond for the conversion of the clocks.
        Assert.DoesNotContain(begins, static one => CommonClock.ToUnix(one.At) < one.Slot - 1);
        foreach (var (before, after) in begins.Zip(begins.Skip(1)))
        {
            Assert.True(
                after.Token > before.Token || (after.Token == before.Token && after.Pid == before.Pid), $"{after} follows {before}");
        }
    }

    /// <summary>
    /// Fails the test unless each slot since the first was begun, or is counted as missed or interrupted, whatever happened in between.
    /// </summary>
    private protected async Task AssertNoneIsLostAsync()
    {
        await using var connection = await ConnectAsync();
        await using var command = new Npgsql.NpgsqlCommand("SELECT slot, missed, interrupted FROM daemonize_lease", connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        var (last, missed, interrupted) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));

        // The last one may not have its line yet.
        List<long> begun = [.. Begins.Select(static one => one.Slot).Append(last).Where(slot => slot <= last).Distinct()];
        var slots = ((last - begun.Min()) / 1000) + 1;
        Assert.True(
            begun.Count + missed + interrupted >= slots,
            $"{slots} slots, of which {begun.Count} were begun, {missed} missed, {interrupted} interrupted");
    }
}
