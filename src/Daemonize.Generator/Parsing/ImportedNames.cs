using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>
/// Finds names of the program that a referenced assembly has too, as with a source file that both compile. The program's own is meant,
/// and the compiler warns of every use.
/// </summary>
internal static class ImportedNames
{
    // Without the @ of keywords, as in metadata.
    private static readonly SymbolDisplayFormat Format =
        new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>Adds the ids of the warnings of a use of a type that no other type contains.</summary>
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
