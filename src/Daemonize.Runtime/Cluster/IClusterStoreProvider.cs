namespace Daemonize.Cluster;

/// <summary>Opens stores by URL. A package implements it and names the class in a <see cref="ClusterStoreProviderAttribute"/>.</summary>
public interface IClusterStoreProvider
{
    /// <summary>Opens a store, without connecting to it.</summary>
    /// <param name="url">The URL of the store, with a scheme of the provider. It never has the parameter <c>group</c>.</param>
    /// <returns>The store.</returns>
    /// <exception cref="ClusterStoreException">The URL has a mistake; the message names it, and no password.</exception>
    static abstract ClusterStore Open(string url);

    /// <summary>
    /// What an operator runs in the store before the first start, such as the statements that create tables, for a store in which the
    /// daemons may not do that. Null, which is the default, if there is nothing to run. <c>unit postgresql</c> prints it. A class that
    /// has one implements it as a public property.
    /// </summary>
    static virtual string? Setup => null;
}
