using System.Net;
using System.Text.Json;

namespace Daemonize.Cluster.Etcd;

/// <summary>Puts errors into one line.</summary>
internal static class EtcdFailure
{
    /// <summary>Whether an exception comes from a request. Others, such as that of a caller who gave up, pass.</summary>
    public static bool Explains(Exception exception) => exception is HttpRequestException or EtcdException or JsonException
        or ObjectDisposedException or TaskCanceledException { InnerException: TimeoutException };

    /// <summary>Whether the server is better left for the next one.</summary>
    public static bool IsOfServer(Exception exception) => exception is HttpRequestException or EtcdException { IsUnavailable: true }
        or TaskCanceledException { InnerException: TimeoutException };

    /// <summary>Whether the request has certainly not been sent.</summary>
    public static bool IsUnsent(HttpRequestException exception) => exception.HttpRequestError is HttpRequestError.ConnectionError
        or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    /// <summary>Creates the exception for the caller.</summary>
    /// <param name="address">The hosts of the URL.</param>
    /// <param name="hasUser">Whether the URL names a user.</param>
    /// <param name="exception">What the request threw.</param>
    public static ClusterStoreException Create(string address, bool hasUser, Exception exception)
    {
        var reason = exception switch
        {
            EtcdException { NeedsLogin: true } when !hasUser => "it requires a user and a password in the URL",
            HttpRequestException => exception.GetBaseException().Message,
            JsonException => "the answer is not one of etcd 3.4 or later, or a value is not one that Daemonize writes",
            ObjectDisposedException => "the store is closed",
            TaskCanceledException => "no answer in time",
            _ => exception.Message,
        };
        return new ClusterStoreException($"etcd at {address}: {reason.ReplaceLineEndings(" ")}", exception)
        {
            IsPermanent = exception is JsonException or EtcdException { IsPermanent: true },
        };
    }

    /// <summary>Reads the error that a server answered with.</summary>
    /// <exception cref="JsonException">The server is not etcd.</exception>
    public static EtcdException Read(HttpStatusCode status, byte[] content)
    {
        var error = status == HttpStatusCode.NotFound ? null : JsonSerializer.Deserialize(content, EtcdJson.Default.EtcdError);
        return error?.Message is { } message ? new EtcdException(message, error.Code) : throw new JsonException();
    }
}
