using System.Buffers;
using System.Globalization;

namespace Daemonize.Cluster.Kubernetes;

/// <summary>The settings of a store, from its URL and from what a pod has.</summary>
internal sealed class KubernetesUrl
{
    private const string Insecure = "insecure";
    private const string Account = "account";

    private static readonly SearchValues<char> NamespaceCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private KubernetesUrl(StoreUrl url)
    {
        if (url.User is not null || url.Password is not null)
        {
            throw StoreUrl.Mistake("a kubernetes: URL has no user: the token of the service account is used");
        }
        Folder = url.Find(Account) ?? "/var/run/secrets/kubernetes.io/serviceaccount";
        IsInsecure = url.Has(Insecure);
        Namespace = url.Path.Length > 0 ? url.Path : Find("namespace") ?? "default";
        if (Namespace.AsSpan().ContainsAnyExcept(NamespaceCharacters))
        {
            throw StoreUrl.Mistake("the path of a kubernetes: URL is the name of a namespace, such as kubernetes:///news");
        }
        Address = url.Hosts switch
        {
            [] => FindHost().ToString(),
            [var host] => host.ToString(),
            _ => throw StoreUrl.Mistake("a kubernetes: URL names one host, or none in a pod"),
        };
    }

    /// <summary>The folder with token, ca.crt and namespace.</summary>
    public string Folder { get; }

    /// <summary>Whether to use HTTP, without a token: for kubectl-proxy(1).</summary>
    public bool IsInsecure { get; }

    /// <summary>The namespace of the objects.</summary>
    public string Namespace { get; }

    /// <summary>The host and port of the API server.</summary>
    public string Address { get; }

    /// <summary>Reads a URL.</summary>
    /// <exception cref="ClusterStoreException">It has a mistake, or names no host and this is not a pod.</exception>
    public static KubernetesUrl Parse(string url) => new(StoreUrl.Parse(url, 443, Insecure, Account));

    /// <summary>Reads a file of the service account; null if there is none.</summary>
    public string? Find(string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(Folder, name)).Trim();
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static StoreHost FindHost()
    {
        var host = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST");
        var port = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT");
        return string.IsNullOrEmpty(host)
            ? throw StoreUrl.Mistake(
                "this is not a pod: name the API server, as in kubernetes://127.0.0.1:8001/news?insecure=1 for kubectl proxy")
            : new StoreHost(host, int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 443);
    }
}
