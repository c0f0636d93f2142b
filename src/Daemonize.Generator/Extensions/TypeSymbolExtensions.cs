using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Extensions;

/// <summary>Questions about types.</summary>
internal static class TypeSymbolExtensions
{
    private static readonly SymbolDisplayFormat AnnotatedFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Whether the type, or an argument of it, is unknown to the compiler, which then reports that itself.</summary>
    public static bool IsUnresolved(this ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType.IsUnresolved(),
        INamedTypeSymbol named => named.TypeKind == TypeKind.Error || named.TypeArguments.Any(IsUnresolved),
        _ => type.TypeKind == TypeKind.Error,
    };

    /// <summary>The type as C#, from the global namespace on and without annotations of nullable references.</summary>
    public static string ToFullName(this ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>
    /// The same for a value that is there: the type itself is not annotated, but what it is made of is, as in <c>Channel&lt;string?&gt;</c>.
    /// </summary>
    public static string ToAnnotatedName(this ITypeSymbol type) => type.WithoutAnnotation().ToDisplayString(AnnotatedFormat);

    /// <summary>The type without its own annotation as a nullable reference.</summary>
    public static ITypeSymbol WithoutAnnotation(this ITypeSymbol type) =>
        type.IsReferenceType ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : type;
}
