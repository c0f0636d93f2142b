using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.ServiceFiles;

namespace Daemonize.Tests.Infrastructure;

/// <summary>Daemon definitions as the generator writes them.</summary>
internal static class Definitions
{
    public static DaemonDefinition Create(string name, string? folder = null, TimeSpan? interval = null) => new()
    {
        Name = name,
        Bind = static _ => static (_, _) => new(0),
        Interval = interval,
        PidFile = folder is null ? null : $"{folder}/{name}.pid",
        LogFile = folder is null ? null : $"{folder}/{name}.log",
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
