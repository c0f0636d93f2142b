using Microsoft.CodeAnalysis;

namespace Daemonize.CodeFixes;

/// <summary>Finds the <c>[Daemon]</c> of a method.</summary>
internal static class MethodMark
{
    public static AttributeData? FindMark(this IMethodSymbol method, INamedTypeSymbol daemonAttribute)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, daemonAttribute)
                && attribute.ApplicationSyntaxReference is not null)
            {
                return attribute;
            }
        }

        return null;
    }
}
