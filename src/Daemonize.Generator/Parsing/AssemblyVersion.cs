using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>Reads the version of an assembly from the attributes that the build or the user has written.</summary>
internal static class AssemblyVersion
{
    // The first attribute is for display and can contain parts that the others cannot, such as "-beta".
    private static readonly string[] Attributes =
        ["AssemblyInformationalVersionAttribute", "AssemblyFileVersionAttribute", "AssemblyVersionAttribute"];

    /// <summary>Returns null if no attribute names a version.</summary>
    public static string? Read(IAssemblySymbol assembly)
    {
        var (version, rank) = ((string?)null, Attributes.Length);
        foreach (var attribute in assembly.GetAttributes())
        {
            if (RankOf(attribute.AttributeClass) is var found && found >= 0 && found < rank && Text(attribute) is { } text)
            {
                (version, rank) = (text, found);
            }
        }

        return version;
    }

    private static int RankOf(INamedTypeSymbol? type) =>
        type is { ContainingNamespace: { Name: "Reflection",
            ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } }
            ? Array.IndexOf(Attributes, type.Name)
            : -1;

    // One line, because the version is printed and written to JSON and to the first line of units.
    private static string? Text(AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Value: string text }] && HelpGroup.OneLine(text).Trim() is { Length: > 0 } version
            ? version
            : null;
}
