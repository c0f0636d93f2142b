namespace Daemonize.Generator.Model;

/// <summary>A parameter that is an option.</summary>
/// <param name="Name">The option's name, such as <c>api-key</c>.</param>
/// <param name="Parameter">The parameter's name, escaped where it is a keyword.</param>
/// <param name="Property">The name of the property that sets it from C#.</param>
/// <param name="Alias">The letter of its short form, or NUL.</param>
/// <param name="Form">How it stands on the command line.</param>
/// <param name="Value">What one value of it is.</param>
/// <param name="IsNullable">Whether the parameter is a nullable value type.</param>
/// <param name="Default">What it is when it is not given, as C#; null when it must be given.</param>
/// <param name="DefaultText">The same for people; null when there is nothing to tell.</param>
/// <param name="Help">What the documentation comment says about it, on one line.</param>
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
