using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Daemonize.Cluster.Kubernetes;

/// <summary>Puts errors into one line.</summary>
internal static class KubernetesFailure
{
    /// <summary>Whether an exception comes from a request. Others, such as that of a caller who gave up, pass.</summary>
    public static bool Explains(Exception exception) => exception is HttpRequestException or JsonException or FormatException
        or ObjectDisposedException or TaskCanceledException { InnerException: TimeoutException };

    /// <summary>Creates the exception for a request that got no answer, or none of an API server.</summary>
    public static ClusterStoreException Create(string address, Exception exception)
    {
        var reason = exception switch
        {
            HttpRequestException => exception.GetBaseException().Message,
            JsonException => "the answer is not one of a Kubernetes API server",
            FormatException => $"an object has other annotations than Daemonize writes: {exception.Message}",
            ObjectDisposedException => "the store is closed",
            _ => "no answer in time",
        };
        return Create(address, reason, isPermanent: exception is JsonException or FormatException, exception);
    }

    /// <summary>Creates the exception for an error that the server answered with.</summary>
    public static ClusterStoreException Create(string address, HttpStatusCode status, byte[] content)
    {
        // A request that is refused, of somebody who is unknown, or in a namespace that does not exist, and no shortage.
        var isPermanent = (int)status is >= 400 and < 500
            && status is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);
        try
        {
            var message = JsonSerializer.Deserialize(content, KubernetesJson.Default.StatusObject)?.Message;
            var reason = string.Create(CultureInfo.InvariantCulture, $"{message ?? "no reason given"} ({(int)status})");
            return Create(address, reason, isPermanent);
        }
        catch (JsonException exception)
        {
            return Create(address, string.Create(CultureInfo.InvariantCulture, $"status {(int)status}"), isPermanent, exception);
        }
    }

    private static ClusterStoreException Create(string address, string reason, bool isPermanent, Exception? exception = null) =>
        new($"Kubernetes at {address}: {reason.ReplaceLineEndings(" ")}", exception) { IsPermanent = isPermanent };
}
