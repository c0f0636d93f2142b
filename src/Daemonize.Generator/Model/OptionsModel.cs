namespace Daemonize.Generator.Model;

/// <summary>What the generator reads of the project file.</summary>
/// <param name="Version">Its property <c>Version</c>, or an empty text.</param>
/// <param name="GenerateMain">Whether <c>Main</c> may be generated.</param>
internal sealed record OptionsModel(string Version, bool GenerateMain);
