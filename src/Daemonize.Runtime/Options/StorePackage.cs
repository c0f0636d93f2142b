namespace Daemonize.Options;

/// <summary>The packages of stores, for the message about a URL whose package is not referenced.</summary>
internal static class StorePackage
{
    /// <summary>Finds the package for a scheme; null for an unknown one.</summary>
    public static string? Find(string scheme) => scheme switch
    {
        "postgres" or "postgresql" => "Daemonize.Cluster.PostgreSql",
        "redis" or "rediss" => "Daemonize.Cluster.Redis",
        "etcd" or "etcds" => "Daemonize.Cluster.Etcd",
        "kubernetes" => "Daemonize.Cluster.Kubernetes",
        _ => null,
    };

    /// <summary>What to do without a package, as the end of a message about what requires it.</summary>
    public static string Missing(string package, string program) =>
        $"requires the package {package}, which {program} does not reference: dotnet add package {package}";
}
