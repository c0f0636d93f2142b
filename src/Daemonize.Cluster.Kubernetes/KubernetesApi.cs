using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Daemonize.Cluster.Records;

namespace Daemonize.Cluster.Kubernetes;

/// <summary>Sends requests to the API server, for the Lease objects of a namespace.</summary>
internal sealed class KubernetesApi : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly KubernetesUrl _url;
    private readonly HttpClient _client;
    private readonly string _leases;

    public KubernetesApi(KubernetesUrl url, TimeProvider time)
    {
        _url = url;
        Clock = new ServerClock(time);
        _leases = $"{(url.IsInsecure ? "http" : "https")}://{url.Address}/apis/coordination.k8s.io/v1/namespaces/{url.Namespace}/leases";
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = Timeout,
            MaxConnectionsPerServer = 8,
            // Behind the address may be several servers, which come and go.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
        };
        if (!url.IsInsecure && Authorities(url) is { } authorities)
        {
            handler.SslOptions.CertificateChainPolicy = authorities;
        }
        _client = new HttpClient(handler) { Timeout = Timeout };
    }

    /// <summary>The clock of the server.</summary>
    public ServerClock Clock { get; }

    /// <summary>Sends a request.</summary>
    /// <param name="method">The method of the request.</param>
    /// <param name="path">The name of an object with a slash before it, or a query, or nothing.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="abandon">Cancelled when the caller no longer waits.</param>
    /// <returns>The answer: success, 404 or 409.</returns>
    /// <exception cref="ClusterStoreException">The server does not answer, or answers with another error.</exception>
    public async Task<KubernetesAnswer> SendAsync(HttpMethod method, string path, byte[]? body, CancellationToken abandon)
    {
        try
        {
            using var request = new HttpRequestMessage(method, _leases + path);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            // Kubernetes replaces the token in the file each hour. Without TLS it would be given to anybody.
            if (!_url.IsInsecure && _url.Find("token") is { } token)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }
            if (body is not null)
            {
                request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            }
            var sent = Clock.GetTimestamp();
            using var response = await _client.SendAsync(request, abandon).ConfigureAwait(false);
            Clock.Add(response.Headers.Date ?? throw new JsonException("no date"), sent);
            var content = await response.Content.ReadAsByteArrayAsync(abandon).ConfigureAwait(false);
            return response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict
                ? new KubernetesAnswer(response.StatusCode, content)
                : throw KubernetesFailure.Create(_url.Address, response.StatusCode, content);
        }
        catch (Exception exception) when (KubernetesFailure.Explains(exception))
        {
            throw KubernetesFailure.Create(_url.Address, exception);
        }
    }

    /// <summary>Reads what is in an answer.</summary>
    /// <param name="answer">The answer of the server.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="convert">Makes of it what the caller needs; throws <see cref="FormatException"/> if it cannot.</param>
    /// <exception cref="ClusterStoreException">The answer is not what was expected.</exception>
    public TResult Read<T, TResult>(KubernetesAnswer answer, JsonTypeInfo<T> type, Func<T, TResult> convert)
    {
        try
        {
            return convert(JsonSerializer.Deserialize(answer.Content, type) ?? throw new JsonException("null"));
        }
        catch (Exception exception) when (KubernetesFailure.Explains(exception))
        {
            throw KubernetesFailure.Create(_url.Address, exception);
        }
    }

    /// <summary>The exception for an answer that is an error.</summary>
    public ClusterStoreException Refuse(KubernetesAnswer answer) => KubernetesFailure.Create(_url.Address, answer.Status, answer.Content);

    public void Dispose() => _client.Dispose();

    /// <summary>Trusts only the authorities of the service account, as it is meant; null if it has none.</summary>
    private static X509ChainPolicy? Authorities(KubernetesUrl url)
    {
        if (url.Find("ca.crt") is not { } text)
        {
            return null;
        }
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        CryptographicException? mistake = null;
        try
        {
            policy.CustomTrustStore.ImportFromPem(text);
        }
        catch (CryptographicException exception)
        {
            mistake = exception;
        }
        return policy.CustomTrustStore.Count > 0
            ? policy
            : throw new ClusterStoreException($"{Path.Combine(url.Folder, "ca.crt")} has no certificate", mistake) { IsPermanent = true };
    }
}
