using Daemonize.Generated;

namespace Daemonize.Tests.Infrastructure;

/// <summary>What the generator would have written.</summary>
internal static class Definitions
{
    public static DaemonDefinition Create(string name, string? folder = null) => new()
    {
        Name = name,
        Body = static (_, _) => new(0),
        PidFile = folder is null ? null : $"{folder}/{name}.pid",
        LogFile = folder is null ? null : $"{folder}/{name}.log",
    };

    public static DaemonProgram CreateProgram(params DaemonDefinition[] daemons) =>
        new() { Name = "newsapp", Version = "1.0.0", Help = "help\n", Daemons = daemons };
}
