namespace Daemonize.Generator.Model;

/// <summary>What became of one marked method.</summary>
/// <param name="Name">The daemon's name, or null when it is not valid.</param>
/// <param name="Daemon">The daemon, or null when a mistake keeps it from being generated.</param>
internal sealed record ParsedMethod(string? Name, DaemonModel? Daemon);
