using System.Net;

namespace Daemonize.Cluster.Kubernetes;

/// <summary>An answer of the API server.</summary>
/// <param name="Status">A success; or 404 for an object that does not exist, or 409 for one that exists or has changed.</param>
/// <param name="Content">The object, or the error.</param>
internal readonly record struct KubernetesAnswer(HttpStatusCode Status, byte[] Content)
{
    public bool IsMissing => Status == HttpStatusCode.NotFound;

    public bool IsConflict => Status == HttpStatusCode.Conflict;
}
