namespace Daemonize.Generator.Model;

/// <summary>A parameter that is an option.</summary>
/// <param name="Name">The option's name, such as <c>api-key</c>.</param>
/// <param name="Parameter">The parameter's name, escaped if it is a keyword.</param>
/// <param name="Property">The name of the property that sets the option from C#.</param>
/// <param name="Alias">The letter of the short form, or NUL if there is none.</param>
/// <param name="Form">The form of the option on the command line.</param>
/// <param name="Value">How one value of the option is read and written.</param>
/// <param name="IsNullable">Whether the parameter is a nullable value type.</param>
/// <param name="Default">The value of an option that is not given, as C#; null if the option is required.</param>
/// <param name="DefaultText">The default as the help shows it; null if there is nothing to show.</param>
/// <param name="Help">The description from the documentation comment, on one line; empty if there is none.</param>
internal sealed record OptionModel(
    string Name,
    string Parameter,
    string Property,
    char Alias,
    OptionForm Form,
    OptionValueModel Value,
    bool IsNullable,
    string? Default,
    string? DefaultText,
    string Help);
