namespace Daemonize.Generator.Model;

/// <summary>How a daemon is controlled from C#. It is known of most daemons with a mistake too.</summary>
/// <param name="Name">The daemon's name.</param>
/// <param name="Options">Its options, as far as they could be read.</param>
/// <param name="Silenced">Ids of what the compiler says of every use of the method or of a type that it names.</param>
internal sealed record HandleModel(string Name, EquatableArray<OptionModel> Options, EquatableArray<string> Silenced = default);
