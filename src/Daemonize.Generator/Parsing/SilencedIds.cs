using System.Collections.Immutable;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.Parsing;

/// <summary>
/// The ids of the compiler diagnostics for every use of a symbol that is obsolete, experimental or in preview, or that hides an imported
/// name. The user handles them where the name is written. Generated code suppresses them, because the user cannot change it.
/// </summary>
internal static class SilencedIds
{
    /// <summary>Returns the ids for calls of methods: of the methods, their containing types, and all types in their signatures.</summary>
    public static EquatableArray<string> Of(params IMethodSymbol?[] methods)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var method in methods)
        {
            if (method is not null)
            {
                AddSymbol(ids, method);
                AddType(ids, method.ReturnType);
                foreach (var parameter in method.Parameters)
                {
                    AddType(ids, parameter.Type);
                }
            }
        }

        return new EquatableArray<string>(ids.ToImmutableArray());
    }

    private static void AddType(SortedSet<string> ids, ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                AddType(ids, array.ElementType);
                break;
            case INamedTypeSymbol named:
                AddSymbol(ids, named);
                AddArguments(ids, named);
                break;
        }
    }

    private static void AddArguments(SortedSet<string> ids, INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            foreach (var argument in current.TypeArguments)
            {
                AddType(ids, argument);
            }
        }
    }

    // A whole module or assembly may be experimental.
    private static void AddSymbol(SortedSet<string> ids, ISymbol symbol)
    {
        for (var current = symbol; current is IMethodSymbol or INamedTypeSymbol; current = current.ContainingSymbol)
        {
            AddAttributes(ids, current);
            if (current is INamedTypeSymbol { ContainingType: null } type)
            {
                ImportedNames.AddConflicts(ids, type);
            }
        }

        if (symbol.ContainingModule is { } module)
        {
            AddAttributes(ids, module);
            AddAttributes(ids, module.ContainingAssembly);
        }
    }

    private static void AddAttributes(SortedSet<string> ids, ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            foreach (var id in IdsOf(attribute))
            {
                // A pragma cannot name any other id.
                if (SyntaxFacts.IsValidIdentifier(id))
                {
                    ids.Add(id);
                }
            }
        }
    }

    // The name is compared first: an assembly has many attributes, and this check runs after every edit.
    private static string[] IdsOf(AttributeData attribute) => attribute.AttributeClass switch
    {
        { Name: "ObsoleteAttribute" } type when IsIn(type, "System") =>
            Named(attribute, "DiagnosticId") is { Length: > 0 } id ? [id] : ["CS0612", "CS0618"],
        { Name: "ExperimentalAttribute" } type when IsIn(type, "System.Diagnostics.CodeAnalysis") =>
            attribute.ConstructorArguments is [{ Value: string id }] ? [id] : [],
        { Name: "ExperimentalAttribute" } type when IsIn(type, "Windows.Foundation.Metadata") => ["CS8305"],
        { Name: "RequiresPreviewFeaturesAttribute" } type when IsIn(type, "System.Runtime.Versioning") => ["CA2252"],
        _ => RequiresAttributes.IdOf(attribute) is { } required ? [required] : [],
    };

    private static bool IsIn(INamedTypeSymbol type, string containingNamespace) =>
        type.ContainingNamespace.ToDisplayString() == containingNamespace;

    private static string? Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value as string;
}
