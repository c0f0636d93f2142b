namespace Daemonize.Generator.Model;

/// <summary>The properties of the project file that the generator reads.</summary>
/// <param name="Version">The property <c>Version</c>; empty if it is not set.</param>
/// <param name="GenerateMain">Whether the generator may write <c>Main</c>.</param>
internal sealed record OptionsModel(string Version, bool GenerateMain);
