using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>
/// Finds names of the program that a referenced assembly also has, for example because both compile the same source file. The compiler uses
/// the program's own name and warns about every use.
/// </summary>
internal static class ImportedNames
{
    // Without the @ before keywords, as in metadata.
    private static readonly SymbolDisplayFormat Format =
        new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>Adds the ids of the warnings that a use of a type causes. The type is not nested in another type.</summary>
    public static void AddConflicts(SortedSet<string> ids, INamedTypeSymbol type)
    {
        if (type.ContainingAssembly is not ISourceAssemblySymbol { Compilation: var compilation })
        {
            return;
        }

        if (compilation.GetTypesByMetadataName(Qualify(type.ContainingNamespace, type.MetadataName)).Length > 1)
        {
            ids.Add("CS0436");
        }

        var siblings = compilation.GetCompilationNamespace(type.ContainingNamespace)?.GetNamespaceMembers() ?? [];
        if (siblings.Any(other => other.Name == type.Name))
        {
            ids.Add("CS0437");
        }

        for (var current = type.ContainingNamespace; !current.IsGlobalNamespace; current = current.ContainingNamespace)
        {
            if (!compilation.GetTypesByMetadataName(Qualify(current.ContainingNamespace, current.Name)).IsEmpty)
            {
                ids.Add("CS0435");
            }
        }
    }

    private static string Qualify(INamespaceSymbol container, string name) =>
        container.IsGlobalNamespace ? name : $"{container.ToDisplayString(Format)}.{name}";
}
