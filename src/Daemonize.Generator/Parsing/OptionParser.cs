using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>Reads a parameter that becomes an option.</summary>
internal static class OptionParser
{
    public static OptionModel? Parse(
        DaemonMethodSymbol method, IParameterSymbol parameter, OptionClaims claims, Documentation documentation)
    {
        var (valueType, isList, isNullable) = Unwrap(parameter.Type);
        if (OptionValueParser.Parse(valueType) is not { } value)
        {
            method.Report(
                DiagnosticDescriptors.UnsupportedParameterType,
                method.ParameterType(parameter.Ordinal),
                parameter.Name,
                Advise(parameter.Type));
            return null;
        }

        if (OptionNames.FromParameter(parameter.Name) is not { } name)
        {
            // The compiler also reports a parameter without a name.
            method.Report(
                DiagnosticDescriptors.UnsupportedParameterType, method.ParameterName(parameter.Ordinal), parameter.Name,
                "no option can be called so");
            return null;
        }

        var form =
            isList ? OptionForm.List
                : value.Enum is { IsFlags: true } ? OptionForm.Set
                : value.Type == "bool" ? OptionForm.Flag : OptionForm.Value;
        var (alias, help) = SplitAlias(documentation.Parameter(parameter.Name));
        var property = OptionNames.ToProperty(name, claims.OptionsClass);
        claims.Claim(parameter, name, property, alias, form == OptionForm.Flag);
        var @default = DefaultValue.Of(parameter, valueType, form, value);
        return new OptionModel(
            name, CSharpText.Identifier(parameter.Name), property, alias, form, value, isNullable, @default.Code, @default.Text, help);
    }

    /// <summary>Returns whether a parameter of the type can be an option.</summary>
    public static bool CanBeOption(ITypeSymbol type) => OptionValueParser.Parse(Unwrap(type).Value) is not null;

    private static string Advise(ITypeSymbol type) => type.Name switch
    {
        "ILogger" => "the logger of a daemon is an ILogger, without a type",
        "Nullable" when type is INamedTypeSymbol { TypeArguments: [{ Name: "CancellationToken" }] } =>
            "the token of a daemon is a CancellationToken, never null",
        _ => $"no text can be read as '{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'; use a type that implements " +
            "IParsable, such as a string or a number",
    };

    // An interface that an array implements counts as an array.
    private static (ITypeSymbol Value, bool IsList, bool IsNullable) Unwrap(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => (array.ElementType, true, false),
        INamedTypeSymbol
        {
            OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T
                or SpecialType.System_Collections_Generic_IReadOnlyList_T
                or SpecialType.System_Collections_Generic_IReadOnlyCollection_T,
        } list => (list.TypeArguments[0], true, false),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable =>
            (nullable.TypeArguments[0], false, true),
        _ => (type, false, false),
    };

    // The alias precedes the text, as in "-c, Two-letter country code.".
    private static (char Alias, string Help) SplitAlias(string text) =>
        text.Length > 2 && text[0] == '-' && text[2] == ',' && text[1] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z')
            ? (text[1], text.Substring(3).TrimStart())
            : ('\0', text);
}
