using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Extensions;

/// <summary>Questions about types.</summary>
internal static class TypeSymbolExtensions
{
    /// <summary>Whether the type, or an argument of it, is unknown to the compiler, which then reports that itself.</summary>
    public static bool IsUnresolved(this ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType.IsUnresolved(),
        INamedTypeSymbol named => named.TypeKind == TypeKind.Error || named.TypeArguments.Any(IsUnresolved),
        _ => type.TypeKind == TypeKind.Error,
    };

    /// <summary>The type as C#, from the global namespace on and without annotations of nullable references.</summary>
    public static string ToFullName(this ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}
