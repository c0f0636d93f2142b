using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daemonize.CodeFixes;

/// <summary>Finds methods, local functions and lambdas around a node.</summary>
internal static class Functions
{
    /// <summary>Returns the innermost function or accessor around a node; null if there is none.</summary>
    public static SyntaxNode? FindFunction(this SyntaxNode node)
    {
        for (var parent = node.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax
                or AccessorDeclarationSyntax or MemberDeclarationSyntax)
            {
                return parent;
            }
        }

        return null;
    }

    public static SyntaxTokenList GetModifiers(SyntaxNode function) => function switch
    {
        BaseMethodDeclarationSyntax method => method.Modifiers,
        LocalFunctionStatementSyntax local => local.Modifiers,
        AnonymousFunctionExpressionSyntax lambda => lambda.Modifiers,
        _ => default,
    };

    public static IEnumerable<ParameterSyntax> GetParameters(SyntaxNode function) => function switch
    {
        BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
        LocalFunctionStatementSyntax local => local.ParameterList.Parameters,
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters,
        SimpleLambdaExpressionSyntax lambda => [lambda.Parameter],
        AnonymousMethodExpressionSyntax { ParameterList: { } list } => list.Parameters,
        _ => [],
    };

    public static bool Has(SyntaxNode function, SyntaxKind modifier) => GetModifiers(function).Any(modifier);

    /// <summary>Returns whether the signature of a method can change: the method is not partial, unsafe or an iterator.</summary>
    public static bool IsChangeable(MethodDeclarationSyntax method) =>
        !Has(method, SyntaxKind.PartialKeyword) && !Has(method, SyntaxKind.UnsafeKeyword)
            && !method.DescendantNodes().Any(static node => node is YieldStatementSyntax);

    /// <summary>Returns the name, or a similar one, that nothing in the method uses.</summary>
    public static string FindFreeName(MethodDeclarationSyntax method, string name)
    {
        var taken = new HashSet<string>(
            method.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken))
                .Select(static token => token.ValueText));
        var free = name;
        for (var number = 2; taken.Contains(free); number++)
        {
            free = $"{name}{number}";
        }

        return free;
    }
}
