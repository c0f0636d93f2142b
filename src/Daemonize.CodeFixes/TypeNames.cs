using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Daemonize.CodeFixes;

/// <summary>
/// Writes the names of types: short where that means the type already, else in full, which what follows a fix makes as short as it can be, with a
/// using for it. To add a using in every case would leave an empty line where a global one makes it superfluous.
/// </summary>
internal static class TypeNames
{
    /// <summary>The name as that of a parameter's or method's type.</summary>
    public static SyntaxNode TypeName(this DocumentEditor editor, INamedTypeSymbol type, int position) => IsShortNameClear(editor, type, position)
        ? editor.Generator.IdentifierName(type.Name)
        : editor.Generator.TypeExpression(type).WithAdditionalAnnotations(Simplifier.AddImportsAnnotation, Simplifier.Annotation);

    /// <summary>The name before a dot and a member.</summary>
    public static SyntaxNode TypeNameInExpression(this DocumentEditor editor, INamedTypeSymbol type, int position)
    {
        // In full, the same text is another tree, of member accesses. The annotations tell which type it is.
        var name = editor.TypeName(type, position);
        return name.CopyAnnotationsTo(SyntaxFactory.ParseExpression(name.ToString()))!;
    }

    private static bool IsShortNameClear(DocumentEditor editor, INamedTypeSymbol type, int position)
    {
        var meant = editor.SemanticModel.LookupSymbols(position, name: type.Name);
        return meant.Contains(type, SymbolEqualityComparer.Default)
            && meant.All(symbol => symbol is INamedTypeSymbol other && (other.Arity != type.Arity || SymbolEqualityComparer.Default.Equals(other, type)));
    }
}
