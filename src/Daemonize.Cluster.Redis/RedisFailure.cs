using StackExchange.Redis;

namespace Daemonize.Cluster.Redis;

/// <summary>Puts the errors of the client library into one line.</summary>
internal static class RedisFailure
{
    /// <summary>Whether an exception comes from the library. Others, such as a cancellation, pass.</summary>
    public static bool Explains(Exception exception) => exception is RedisException or RedisTimeoutException
        or RedisCommandException or ObjectDisposedException;

    /// <summary>Creates the exception for the caller.</summary>
    /// <param name="address">The hosts of the URL.</param>
    /// <param name="exception">What the library threw.</param>
    public static ClusterStoreException Create(string address, Exception exception)
    {
        var reason = exception switch
        {
            RedisTimeoutException => "no answer in time",
            ObjectDisposedException => "the store is closed",
            RedisConnectionException connection => Describe(connection),
            _ => exception.Message,
        };
        return new ClusterStoreException($"Redis at {address}: {reason.ReplaceLineEndings(" ")}", exception)
        {
            IsPermanent = IsPermanent(exception),
        };
    }

    /// <summary>The messages of the library are advice for its own callers.</summary>
    private static string Describe(RedisConnectionException exception) => exception.FailureType switch
    {
        ConnectionFailureType.UnableToConnect or ConnectionFailureType.UnableToResolvePhysicalConnection => "cannot connect",
        ConnectionFailureType.SocketFailure or ConnectionFailureType.SocketClosed or ConnectionFailureType.ConnectionDisposed =>
            "the connection is lost",
        ConnectionFailureType.Loading => "it is still reading its file",
        _ => Innermost(exception).Message.Replace("SimpleError: ", "", StringComparison.Ordinal),
    };

    /// <summary>Whether the server refuses the caller: no password, a wrong one, or no permission.</summary>
    private static bool IsPermanent(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure }
                or RedisServerException
                {
                    Kind: RedisErrorKind.NoAuth or RedisErrorKind.WrongPass or RedisErrorKind.NoPermission or RedisErrorKind.NotPermitted
                        or RedisErrorKind.UnknownCommand or RedisErrorKind.WrongType,
                })
            {
                return true;
            }
        }
        return false;
    }

    private static Exception Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }
        return exception;
    }
}
