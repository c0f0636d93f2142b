using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Daemonize.CodeFixes;

/// <summary>
/// Writes type names: short if the short name already refers to the type, otherwise in full. The simplifier then shortens a full name and
/// adds a using for it. Adding a using in every case would leave an empty line if a global using makes it redundant.
/// </summary>
internal static class TypeNames
{
    /// <summary>Returns the name for the type of a parameter or method.</summary>
    public static SyntaxNode TypeName(this DocumentEditor editor, INamedTypeSymbol type, int position) =>
        IsShortNameClear(editor, type, position)
        ? editor.Generator.IdentifierName(type.Name)
        : editor.Generator.TypeExpression(type).WithAdditionalAnnotations(Simplifier.AddImportsAnnotation, Simplifier.Annotation);

    /// <summary>Returns the name for use before a dot and a member.</summary>
    public static SyntaxNode TypeNameInExpression(this DocumentEditor editor, INamedTypeSymbol type, int position)
    {
        // In an expression, the same full name is another syntax tree, of member accesses. The annotations identify the type.
        var name = editor.TypeName(type, position);
        return name.CopyAnnotationsTo(SyntaxFactory.ParseExpression(name.ToString()))!;
    }

    private static bool IsShortNameClear(DocumentEditor editor, INamedTypeSymbol type, int position)
    {
        var meant = editor.SemanticModel.LookupSymbols(position, name: type.Name);
        return meant.Contains(type, SymbolEqualityComparer.Default)
            && meant.All(
                symbol =>
                    symbol is INamedTypeSymbol other && (other.Arity != type.Arity || SymbolEqualityComparer.Default.Equals(other, type)));
    }
}
