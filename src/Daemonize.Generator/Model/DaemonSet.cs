namespace Daemonize.Generator.Model;

/// <summary>All marked methods of the program.</summary>
/// <param name="Daemons">The daemons without a mistake, ordered by name.</param>
/// <param name="Handles">The handles of all daemons, ordered by name. A daemon with a mistake keeps its handle; without it, the mistake
/// would cause further errors.</param>
/// <param name="IsEmpty">Whether no method is marked.</param>
/// <param name="IsValid">Whether no daemon has a mistake.</param>
internal sealed record DaemonSet(EquatableArray<DaemonModel> Daemons, EquatableArray<HandleModel> Handles, bool IsEmpty, bool IsValid);
