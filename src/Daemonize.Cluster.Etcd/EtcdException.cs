namespace Daemonize.Cluster.Etcd;

/// <summary>An error that a server answered with.</summary>
/// <param name="message">What the server said.</param>
/// <param name="code">The code of gRPC.</param>
internal sealed class EtcdException(string message, int code) : Exception(message)
{
    private const int InvalidArgument = 3;
    private const int PermissionDenied = 7;
    private const int Unimplemented = 12;
    private const int Unavailable = 14;
    private const int Unauthenticated = 16;

    /// <summary>Whether the request lacks a valid token: it had none, or the token has expired, or users have been changed.</summary>
    public bool NeedsLogin => code == Unauthenticated
        || code == InvalidArgument && (Message.Contains("user name is empty", StringComparison.Ordinal)
            || Message.Contains("auth store is old", StringComparison.Ordinal));

    /// <summary>Whether the server has no leader, or is too slow: another one may do better.</summary>
    public bool IsUnavailable => code == Unavailable;

    /// <summary>Whether waiting does not help.</summary>
    public bool IsPermanent => code is InvalidArgument or PermissionDenied or Unimplemented or Unauthenticated;
}
