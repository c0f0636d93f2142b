namespace Daemonize.Tool.Seeing;

/// <summary>A daemon that was registered with a service manager by <c>install</c>.</summary>
/// <param name="File">The path of the manager's file.</param>
/// <param name="Program">The name that the program gives itself.</param>
/// <param name="Daemon">The name of the daemon, without the number of an instance.</param>
/// <param name="Command">The executable and the words of its host.</param>
internal sealed record InstalledUnit(string File, string Program, string Daemon, string[] Command)
{
    /// <summary>The manager and its name of the daemon, for people; empty before it is known.</summary>
    public string Manager { get; init; } = "";
}
