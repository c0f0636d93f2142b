using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.ServiceFiles;

namespace Daemonize.Tests.Infrastructure;

/// <summary>Daemon definitions as the generator writes them.</summary>
internal static class Definitions
{
    public static DaemonDefinition Create(string name, string? folder = null, TimeSpan? interval = null) => With(
        name,
        [
            .. interval is { } time ? ["interval=" + Setting.Interval.Kind.Format(time)] : Array.Empty<string>(),
            .. folder is null ? [] : new[] { $"pid-file={folder}/{name}.pid", $"log-file={folder}/{name}.log" },
        ]);

    public static DaemonDefinition With(string name, params string[] settings) =>
        new() { Name = name, Bind = static _ => static (_, _) => new(0), Settings = settings };

    /// <summary>Creates a daemon whose processes share a schedule.</summary>
    public static DaemonDefinition OfCluster(string name, params string[] settings) => new()
    {
        Name = name,
        Cluster = ClusterEntry.Support,
        Bind = static _ => static (_, _) => new(0),
        Settings = settings,
    };

    /// <summary>Creates a daemon with shards, which imply that its processes share a schedule.</summary>
    public static DaemonDefinition OfShards(string name, int shards, params string[] settings) => new()
    {
        Name = name,
        Cluster = ClusterEntry.Support,
        Shards = shards,
        Bind = static _ => static (_, _) => new(0),
        Settings = settings,
    };

    public static DaemonInstance CreateInstance(string name, string folder)
    {
        var definition = Create(name, folder);
        return new DaemonInstance(definition, CreateProgram(definition), new SuppliedOptions());
    }

    /// <summary>Creates the plan of a service with options in the form <c>--name=value</c>.</summary>
    public static ServicePlan CreatePlan(DaemonDefinition definition, bool isOfUser, params string[] arguments)
    {
        var given = new SuppliedOptions();
        foreach (var argument in arguments)
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            given.AddArgument(argument[2..equals], argument[(equals + 1)..]);
        }

        return new ServicePlan(definition, CreateProgram(definition), given, isOfUser);
    }

    public static DaemonProgram CreateProgram(params DaemonDefinition[] daemons) =>
        new() { Name = "newsapp", Version = "1.0.0", Help = "help\n", Daemons = daemons };
}
