using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Extensions;

/// <summary>Questions about types.</summary>
internal static class TypeSymbolExtensions
{
    /// <summary>Whether the type, or an argument of it, is unknown to the compiler, which then reports that itself.</summary>
    public static bool IsUnresolved(this ITypeSymbol type) =>
        type.TypeKind == TypeKind.Error || (type is INamedTypeSymbol named && named.TypeArguments.Any(IsUnresolved));
}
