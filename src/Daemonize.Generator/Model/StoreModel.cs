namespace Daemonize.Generator.Model;

/// <summary>A store that the program can open.</summary>
/// <param name="Scheme">The scheme of its URLs, without the colon.</param>
/// <param name="Provider">The escaped and fully qualified name of the class that opens it.</param>
/// <param name="HasSetup">Whether the class says how the store is set up.</param>
internal sealed record StoreModel(string Scheme, string Provider, bool HasSetup);
