namespace Daemonize.Generator.Model;

/// <summary>All marked methods of the program.</summary>
/// <param name="Daemons">Those without a mistake, in the order of their names.</param>
/// <param name="Handles">The handles of all, in the order of their names: a daemon with a mistake keeps its own, or the mistake would bring further errors.</param>
/// <param name="IsEmpty">Whether no method is marked.</param>
/// <param name="IsValid">Whether there is no mistake in any.</param>
internal sealed record DaemonSet(EquatableArray<DaemonModel> Daemons, EquatableArray<HandleModel> Handles, bool IsEmpty, bool IsValid);
