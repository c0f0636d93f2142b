namespace Daemonize.Cluster;

/// <summary>
/// Says which stores an assembly can open. The generator finds it in the references of a program and registers the provider, so that it
/// needs no reflection.
/// </summary>
/// <param name="provider">The class that opens the stores. It is public and implements <see cref="IClusterStoreProvider"/>.</param>
/// <param name="schemes">The schemes of the URLs, in lowercase and without <c>://</c>, such as <c>postgres</c>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ClusterStoreProviderAttribute(Type provider, params string[] schemes) : Attribute
{
    /// <summary>The class that opens the stores.</summary>
    public Type Provider { get; } = provider;

    /// <summary>The schemes of the URLs.</summary>
    public IReadOnlyList<string> Schemes { get; } = schemes;
}
