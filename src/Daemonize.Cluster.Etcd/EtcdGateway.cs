using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Daemonize.Cluster.Records;

namespace Daemonize.Cluster.Etcd;

/// <summary>Sends requests to the JSON gateway of etcd: to one server, and to the next one when it cannot be reached.</summary>
internal sealed class EtcdGateway : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly StoreUrl _url;
    private readonly HttpClient _client;
    // The clocks of servers need not agree to the millisecond.
    private readonly ServerClock[] _clocks;
    private int _current;
    private int _answered;
    private volatile string? _token;

    public EtcdGateway(StoreUrl url, TimeProvider time)
    {
        _url = url;
        _clocks = [.. url.Hosts.Select(_ => new ServerClock(time))];
        _client = new HttpClient(new SocketsHttpHandler
        {
            ConnectTimeout = Timeout,
            MaxConnectionsPerServer = 8,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
        })
        { Timeout = Timeout };
    }

    /// <summary>The clock of the server that has answered last.</summary>
    public ServerClock Clock => _clocks[Volatile.Read(ref _answered)];

    /// <summary>Carries out a transaction.</summary>
    /// <exception cref="ClusterStoreException">etcd does not answer, or answers with an error.</exception>
    public async Task<EtcdTransactionReply> RunAsync(EtcdTransaction transaction, CancellationToken abandon)
    {
        try
        {
            var token = _token;
            try
            {
                return await SendAsync(transaction, abandon).ConfigureAwait(false);
            }
            catch (EtcdException refused) when (refused.NeedsLogin && _url.User is not null)
            {
                // The first request, or the token has expired. Another request may have got a new one meanwhile.
                if (token == _token)
                {
                    await LoginAsync(abandon).ConfigureAwait(false);
                }
                return await SendAsync(transaction, abandon).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (EtcdFailure.Explains(exception))
        {
            throw EtcdFailure.Create(_url.Address, _url.User is not null, exception);
        }
    }

    /// <summary>Reads values of an answer.</summary>
    /// <exception cref="ClusterStoreException">A value is not as Daemonize writes it.</exception>
    public T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException exception)
        {
            throw EtcdFailure.Create(_url.Address, _url.User is not null, exception);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task LoginAsync(CancellationToken abandon)
    {
        _token = null;
        var reply = await PostAsync(
            "/v3/auth/authenticate", new EtcdLogin(_url.User!, _url.Password ?? ""), EtcdJson.Default.EtcdLogin,
            EtcdJson.Default.EtcdLoginReply, abandon).ConfigureAwait(false);
        _token = reply.Token;
    }

    private Task<EtcdTransactionReply> SendAsync(EtcdTransaction transaction, CancellationToken abandon) => PostAsync(
        "/v3/kv/txn", transaction, EtcdJson.Default.EtcdTransaction, EtcdJson.Default.EtcdTransactionReply, abandon);

    private async Task<TReply> PostAsync<TRequest, TReply>(
        string path, TRequest request, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TReply> replyType, CancellationToken abandon)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, requestType);
        for (var attempt = 1; ; attempt++)
        {
            var server = Volatile.Read(ref _current);
            try
            {
                return await PostAsync(server, path, body, replyType, abandon).ConfigureAwait(false);
            }
            catch (HttpRequestException exception) when (attempt < _url.Hosts.Count && EtcdFailure.IsUnsent(exception))
            {
                Leave(server);
            }
            catch (Exception exception) when (EtcdFailure.IsOfServer(exception))
            {
                // The request may have been carried out, so it is not repeated. The next one goes to the next server.
                Leave(server);
                throw;
            }
        }
    }

    private async Task<TReply> PostAsync<TReply>(
        int server, string path, byte[] body, JsonTypeInfo<TReply> replyType, CancellationToken abandon)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"{(_url.Scheme == "etcds" ? "https" : "http")}://{_url.Hosts[server]}{path}");
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        if (_token is { } token)
        {
            request.Headers.TryAddWithoutValidation("Authorization", token);
        }
        var clock = _clocks[server];
        var sent = clock.GetTimestamp();
        using var response = await _client.SendAsync(request, abandon).ConfigureAwait(false);
        clock.Add(response.Headers.Date ?? throw new JsonException("no date"), sent);
        Volatile.Write(ref _answered, server);
        var content = await response.Content.ReadAsByteArrayAsync(abandon).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.OK
            ? JsonSerializer.Deserialize(content, replyType) ?? throw new JsonException("null")
            : throw EtcdFailure.Read(response.StatusCode, content);
    }

    private void Leave(int server) => Interlocked.CompareExchange(ref _current, (server + 1) % _url.Hosts.Count, server);
}
