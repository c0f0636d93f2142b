namespace Daemonize.Generator.Model;

/// <summary>The C# handle of a daemon. Most daemons with a mistake have one too.</summary>
/// <param name="Name">The name of the daemon.</param>
/// <param name="Options">The options that could be read.</param>
/// <param name="Silenced">Ids of the compiler diagnostics that every use of the method, or of a type in its signature, causes.</param>
internal sealed record HandleModel(string Name, EquatableArray<OptionModel> Options, EquatableArray<string> Silenced = default);
