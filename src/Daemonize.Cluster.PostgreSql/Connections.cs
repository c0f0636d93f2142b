using Npgsql;

namespace Daemonize.Cluster.PostgreSql;

/// <summary>The connections to the server, and how a statement runs on one.</summary>
internal sealed class Connections : IAsyncDisposable
{
    private readonly PostgreSqlUrl _url;
    private readonly NpgsqlDataSource _source;

    public Connections(PostgreSqlUrl url)
    {
        _url = url;

        // The types of the statements are built in. Without this, each process would first read all types of the database.
        var builder = new NpgsqlSlimDataSourceBuilder(url.Settings.ConnectionString)
            .EnableArrays()
            .EnableTransportSecurity()
            .ConfigureTypeLoading(static loading => loading.EnableTypeLoading(false));
        _source = url.IsChoice ? builder.BuildMultiHost() : builder.Build();
    }

    /// <summary>The server, for messages.</summary>
    public string Place => _url.Place;

    /// <summary>Runs a statement, as a separate transaction.</summary>
    /// <param name="statement">The statement, of which several commands may be created.</param>
    /// <param name="read">Reads the rows of its result.</param>
    /// <param name="abandon">When it is cancelled, the call ends at once, whatever the server does.</param>
    /// <exception cref="ClusterStoreException">The server did not answer, or answered with an error.</exception>
    public async ValueTask<T> RunAsync<T>(
        Statement statement, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken abandon)
    {
        abandon.ThrowIfCancellationRequested();
        var cancel = new CancellationTokenSource();
        var run = ExecuteAsync(statement, read, cancel.Token);
        try
        {
            return await run.WaitAsync(abandon).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            Cancel(run, cancel);
            throw;
        }
        catch (Exception exception)
        {
            throw Failure.Describe(Place, exception, _url.IsChoice);
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<T> ExecuteAsync<T>(
        Statement statement, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                var connection = await _source.OpenConnectionAsync(cancel).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    var command = statement.CreateCommand(connection);
                    await using (command.ConfigureAwait(false))
                    {
                        var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
                        await using (reader.ConfigureAwait(false))
                        {
                            return await read(reader, cancel).ConfigureAwait(false);
                        }
                    }
                }
            }
            catch (PostgresException exception) when (Failure.IsConflict(exception))
            {
                // The server has undone it: as if it had not been sent.
            }
        }
    }

    /// <summary>
    /// Cancels a statement whose caller is gone, on a separate thread: the client library first asks the server to cancel it and waits for
    /// that, and a server that hangs keeps the thread until it continues. The connection is used again only if the server has answered.
    /// </summary>
    private static void Cancel(Task run, CancellationTokenSource cancel)
    {
        new Thread(cancel.Cancel) { IsBackground = true, Name = "postgresql-cancel" }.Start();

        // Nobody awaits it any more.
        _ = run.ContinueWith(
            static ended => _ = ended.Exception,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
