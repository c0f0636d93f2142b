namespace Daemonize.Benchmarks.Cluster;

/// <summary>Where a process runs.</summary>
/// <param name="Port">The port of the database.</param>
internal sealed record NodePlace(string Port)
{
    /// <summary>The address of the database.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The command that runs another one there.</summary>
    public IReadOnlyList<string> Launcher { get; init; } = [];

    /// <summary>The variables of the process.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];
}
