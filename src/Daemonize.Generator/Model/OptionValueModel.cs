namespace Daemonize.Generator.Model;

/// <summary>What one value of an option is, and how it is read and written.</summary>
/// <param name="Type">Its type, fully qualified.</param>
/// <param name="Parser">What reads it, as C#: a method of the runtime or one that is generated.</param>
/// <param name="Formatter">What writes it, as C#.</param>
/// <param name="Accepted">What is accepted, as a phrase for messages.</param>
/// <param name="Placeholder">What stands for it in the help.</param>
/// <param name="IsPath">Whether it names a file or directory.</param>
/// <param name="Enum">The enumeration, if it is one.</param>
internal sealed record OptionValueModel(
    string Type,
    string Parser,
    string Formatter,
    string Accepted,
    string Placeholder,
    bool IsPath = false,
    EnumModel? Enum = null);
