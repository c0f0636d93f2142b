using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.CSharp;

/// <summary>Compares symbols with names. The last part comes first, because it rules out nearly all symbols.</summary>
internal static class SymbolNames
{
    public static bool Is(this ITypeSymbol? type, string containingNamespace, string name) =>
        type is not null && type.Name == name && type.ContainingType is null && Is(type.ContainingNamespace, containingNamespace);

    /// <summary>Returns whether the symbol is a member of a type.</summary>
    public static bool IsMemberOf(this ISymbol symbol, string containingNamespace, string type) =>
        symbol.ContainingType.Is(containingNamespace, type);

    private static bool Is(INamespaceSymbol? symbol, string name)
    {
        var end = name.Length;
        while (symbol is { IsGlobalNamespace: false })
        {
            var start = end - symbol.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, symbol.Name, 0, symbol.Name.Length) != 0)
            {
                return false;
            }

            if (start == 0)
            {
                return symbol.ContainingNamespace is { IsGlobalNamespace: true };
            }

            if (name[start - 1] != '.')
            {
                return false;
            }

            end = start - 1;
            symbol = symbol.ContainingNamespace;
        }

        return false;
    }
}
