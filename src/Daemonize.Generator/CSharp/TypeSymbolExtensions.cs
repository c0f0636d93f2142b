using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.CSharp;

/// <summary>Extension methods for types.</summary>
internal static class TypeSymbolExtensions
{
    private static readonly SymbolDisplayFormat AnnotatedFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
            SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Returns whether the type or one of its arguments is unknown to the compiler, which reports that itself.</summary>
    public static bool IsUnresolved(this ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType.IsUnresolved(),
        INamedTypeSymbol named => named.TypeKind == TypeKind.Error || named.TypeArguments.Any(IsUnresolved),
        _ => type.TypeKind == TypeKind.Error,
    };

    /// <summary>Returns the type as C#, fully qualified and without nullable annotations.</summary>
    public static string ToFullName(this ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>
    /// Returns the type of a value that is not null, as C#. The type itself has no nullable annotation, but its type arguments keep theirs,
    /// as in <c>Channel&lt;string?&gt;</c>.
    /// </summary>
    public static string ToAnnotatedName(this ITypeSymbol type) => type.WithoutAnnotation().ToDisplayString(AnnotatedFormat);

    /// <summary>Returns the type without its own nullable annotation.</summary>
    public static ITypeSymbol WithoutAnnotation(this ITypeSymbol type) =>
        type.IsReferenceType ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : type;
}
