namespace Daemonize.Generator.Model;

/// <summary>The result of parsing one marked method.</summary>
/// <param name="Handle">The handle that controls the daemon from C#; null if the daemon has no valid name.</param>
/// <param name="Daemon">The daemon; null if a mistake prevents its generation.</param>
internal sealed record ParsedMethod(HandleModel? Handle, DaemonModel? Daemon)
{
    /// <summary>Gets the daemon's name; null if it is not valid.</summary>
    public string? Name => Handle?.Name;
}
