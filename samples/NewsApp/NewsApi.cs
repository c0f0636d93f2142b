using System.Globalization;
using System.Net;
using System.Text.Json;

namespace NewsApp;

/// <summary>
/// Requests the top headlines from NewsAPI v2. Every failure is a <see cref="NewsException"/>; only a stop is a cancellation.
/// </summary>
internal static class NewsApi
{
    /// <summary>Ten times the largest page that NewsAPI sends, 100 articles.</summary>
    private const int MaxAnswerBytes = 1 << 20;

    private static readonly HttpClient Http = CreateClient();

    public static async Task<Headlines> FetchAsync(NewsSettings settings, CancellationToken stopping)
    {
        var sender = $"NewsAPI at {settings.BaseAddress.Authority}";
        using var request =
            new HttpRequestMessage(
                HttpMethod.Get, new Uri(settings.BaseAddress, $"v2/top-headlines?country={Uri.EscapeDataString(settings.Country)}"));

        // The key goes into a header: proxies and servers log addresses.
        request.Headers.Add("X-Api-Key", settings.ApiKey);
        using var response = await SendAsync(request, sender, settings.Timeout, stopping);
        using var body = await response.Content.ReadAsStreamAsync(stopping);
        return response.StatusCode == HttpStatusCode.OK
            ? Headlines.Read(body, sender)
            : throw Refusal(sender, response.StatusCode, body, settings.ApiKey);
    }

    private static HttpClient CreateClient()
    {
        // Redirects are not followed, because the X-Api-Key header would be sent to their target.
        // Connections are renewed regularly, otherwise a daemon never sees a change in DNS.
        var handler =
            new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswerBytes };

        // NewsAPI refuses requests without a User-Agent.
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Daemonize-NewsApp/1.0");
        return client;
    }

    /// <summary>
    /// Sends the request and reads the whole answer. A timeout of HttpClient looks like a cancellation, so this method has its own
    /// deadline.
    /// </summary>
    private static async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, string sender, TimeSpan timeout, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(timeout);
        try
        {
            return await Http.SendAsync(request, deadline.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException)
        {
            stopping.ThrowIfCancellationRequested();
            throw new NewsException($"{sender} {(e is HttpRequestException failure ? Explain(failure) : SayLate(timeout))}", e);
        }
    }

    private static string SayLate(TimeSpan timeout) => string.Create(
        CultureInfo.InvariantCulture, $"did not answer within {timeout.TotalSeconds:0.###}s (NEWSAPI_TIMEOUT); the next tick asks again");

    private static string Explain(HttpRequestException failure)
    {
        var reason = OneLine.From(failure.GetBaseException().Message).TrimEnd('.');
        return failure.HttpRequestError switch
        {
            HttpRequestError.ConfigurationLimitExceeded =>
                $"sent more than {MaxAnswerBytes} bytes, which no page of headlines has; check NEWSAPI_BASE_ADDRESS",

            // A connection that closes early has its own error; one that is reset has none.
            HttpRequestError.ResponseEnded or HttpRequestError.Unknown => $"broke off its answer: {reason}; the next tick asks again",
            _ => $"cannot be asked: {reason}; check the network and NEWSAPI_BASE_ADDRESS",
        };
    }

    private static NewsException Refusal(string sender, HttpStatusCode status, Stream body, string? key)
    {
        var error = ReadError(body);
        var code = Clean($"{(int)status} {error?.Code}");
        var reason = Clean(error?.Message ?? "it does not say why");
        return new NewsException(status switch
        {
            HttpStatusCode.Unauthorized => $"{sender} refused the key ({code}): {reason}; check NEWSAPI_KEY",
            HttpStatusCode.TooManyRequests =>
                $"{sender} has had too many requests with this key ({code}): {reason}; fetch less often or raise its plan",
            >= HttpStatusCode.InternalServerError => $"{sender} failed ({code}): {reason}; the next tick asks again",
            _ => $"{sender} gave no headlines ({code}): {reason}; check NEWSAPI_BASE_ADDRESS",
        });

        // Nothing that is logged may contain the key, not even an echo of it from the server.
        string Clean(string text) => OneLine.From(key is null ? text : text.Replace(key, "***", StringComparison.Ordinal));
    }

    /// <summary>Reads NewsAPI's description of an error; a proxy in front of it may answer in HTML.</summary>
    private static Headlines? ReadError(Stream body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, HeadlinesJson.Default.Headlines);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
