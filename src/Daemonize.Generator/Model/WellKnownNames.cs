namespace Daemonize.Generator.Model;

/// <summary>Names that the generator shares with the user's code, the runtime and the build.</summary>
internal static class WellKnownNames
{
    public const string DaemonAttribute = "Daemonize.DaemonAttribute";
    public const string LibraryImportAttribute = "System.Runtime.InteropServices.LibraryImportAttribute";
    public const string ModuleInitializerAttribute = "System.Runtime.CompilerServices.ModuleInitializerAttribute";

    public const string ServiceHost = "global::Daemonize.Hosting.CompilerServices.ServiceHost";
    public const string HostBuilder = "global::Microsoft.Extensions.Hosting.IHostApplicationBuilder";
    public const string HostConfiguration = "Daemonize.Hosting.CompilerServices.HostConfiguration";

    public const string ClusterStoreProviderAttribute = "Daemonize.Cluster.ClusterStoreProviderAttribute";

    public const string Daemons = "Daemonize.Daemons";
    public const string GeneratedNamespace = "Daemonize.CompilerServices";

    public const string DaemonContext = "global::Daemonize.DaemonContext";
    public const string CancellationToken = "global::System.Threading.CancellationToken";
    public const string Logger = "global::Microsoft.Extensions.Logging.ILogger";

    public const string GenerateMainProperty = "build_property.DaemonizeGenerateMain";
    public const string IsTestProjectProperty = "build_property.IsTestProject";
    public const string VersionProperty = "build_property.Version";
}
