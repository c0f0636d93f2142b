namespace Daemonize.Generator.Model;

/// <summary>One value that the attribute sets.</summary>
/// <param name="Name">The name of the setting's option.</param>
/// <param name="Text">The text that the option takes.</param>
internal sealed record SettingModel(string Name, string Text);
