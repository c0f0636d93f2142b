using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Daemonize.Generator.CSharp;

/// <summary>Extension methods for the call of a method from generated code.</summary>
internal static class MethodSymbolExtensions
{
    /// <summary>Returns why code in another file of the assembly cannot call the method by name; null if it can.</summary>
    public static string? FindAccessObstacle(this IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.Ordinary => FindOwnObstacle(method) ?? FindTypeObstacle(method.ContainingType),
        MethodKind.LocalFunction => "it is a local function",
        MethodKind.AnonymousFunction => "it is a lambda",
        MethodKind.ExplicitInterfaceImplementation => "it implements an interface explicitly",
        _ => "it is not an ordinary method",
    };

    /// <summary>Returns the obstacle in the method itself, without its containing types; null if there is none.</summary>
    public static string? FindOwnObstacle(this IMethodSymbol method)
    {
        if (!IsReachable(method))
        {
            return $"it is {SyntaxFacts.GetText(method.DeclaredAccessibility)}";
        }

        return method is { IsStatic: true, IsAbstract: true } or { IsStatic: true, IsVirtual: true } ? "it has no body to call" : null;
    }

    /// <summary>Returns the escaped and fully qualified name, such as <c>global::App.@class.Fetch</c>.</summary>
    public static string ToFullName(this IMethodSymbol method) => Qualify(method);

    private static string Qualify(ISymbol symbol) => symbol.ContainingSymbol is null or INamespaceSymbol { IsGlobalNamespace: true }
        ? $"global::{CSharpText.Identifier(symbol.Name)}"
        : $"{Qualify(symbol.ContainingSymbol)}.{CSharpText.Identifier(symbol.Name)}";

    private static string? FindTypeObstacle(INamedTypeSymbol? innermost)
    {
        for (var type = innermost; type is not null; type = type.ContainingType)
        {
            if (!type.CanBeReferencedByName)
            {
                return "the type around it has no name";
            }

            if (type.IsFileLocal)
            {
                return $"type '{type.Name}' is file-local";
            }

            if (!IsReachable(type))
            {
                return $"type '{type.Name}' is {SyntaxFacts.GetText(type.DeclaredAccessibility)}";
            }
        }

        return null;
    }

    private static bool IsReachable(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;
}
