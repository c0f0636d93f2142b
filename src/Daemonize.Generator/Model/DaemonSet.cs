namespace Daemonize.Generator.Model;

/// <summary>All marked methods of the program.</summary>
/// <param name="Daemons">Those without a mistake, in the order of their names.</param>
/// <param name="Names">The valid names of all, in order: a daemon with a mistake keeps its handle, or the mistake would bring further errors.</param>
/// <param name="IsEmpty">Whether no method is marked.</param>
/// <param name="IsValid">Whether there is no mistake in any.</param>
internal sealed record DaemonSet(EquatableArray<DaemonModel> Daemons, EquatableArray<string> Names, bool IsEmpty, bool IsValid);
