namespace Daemonize.Generator.Model;

/// <summary>What became of one marked method.</summary>
/// <param name="Handle">How it is controlled from C#, or null when it has no valid name.</param>
/// <param name="Daemon">The daemon, or null when a mistake keeps it from being generated.</param>
internal sealed record ParsedMethod(HandleModel? Handle, DaemonModel? Daemon)
{
    /// <summary>The daemon's name, or null when it is not valid.</summary>
    public string? Name => Handle?.Name;
}
