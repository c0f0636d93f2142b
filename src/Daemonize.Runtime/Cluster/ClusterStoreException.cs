namespace Daemonize.Cluster;

/// <summary>A store did not answer, or answered with an error. The message says what, why, and what to do, in one line.</summary>
public sealed class ClusterStoreException : Exception
{
    /// <summary>Creates an exception with a general message.</summary>
    public ClusterStoreException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What happened, in one line and without a password.</param>
    public ClusterStoreException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with the one that caused it.</summary>
    /// <param name="message">What happened, in one line and without a password.</param>
    /// <param name="innerException">The exception of the client library.</param>
    public ClusterStoreException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// Whether waiting does not help: the URL is wrong, the store refuses the caller, or it loses acknowledged writes. A start then fails
    /// at once.
    /// </summary>
    public bool IsPermanent { get; init; }
}
