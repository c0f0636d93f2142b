namespace Daemonize.Generator.Model;

/// <summary>The type of one value of an option, and how a value is read and written.</summary>
/// <param name="Type">The fully qualified type.</param>
/// <param name="Parser">The method that reads a value, as C#: from the runtime or generated.</param>
/// <param name="Formatter">The method that writes a value, as C#.</param>
/// <param name="Accepted">The accepted values, as a phrase for messages.</param>
/// <param name="Placeholder">The placeholder for a value in the help.</param>
/// <param name="IsPath">Whether a value names a file or directory.</param>
/// <param name="Enum">The enumeration; null if the type is not one.</param>
internal sealed record OptionValueModel(
    string Type,
    string Parser,
    string Formatter,
    string Accepted,
    string Placeholder,
    bool IsPath = false,
    EnumModel? Enum = null);
