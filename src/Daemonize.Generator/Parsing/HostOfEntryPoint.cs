using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daemonize.Generator.Parsing;

/// <summary>
/// Whether an entry point builds a host itself. By syntax: it is read at every edit, and names such as <c>WebApplication.CreateBuilder</c> are not used for
/// anything else. What the entry point calls is not followed.
/// </summary>
internal static class HostOfEntryPoint
{
    public static bool IsBuilt(IMethodSymbol entryPoint, CancellationToken cancellationToken)
    {
        foreach (var declaration in entryPoint.DeclaringSyntaxReferences)
        {
            // Of top-level statements the whole file, with the types below them.
            foreach (var node in declaration.GetSyntax(cancellationToken).DescendantNodes(static node => node is not BaseTypeDeclarationSyntax))
            {
                if (IsBuilder(node))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsBuilder(SyntaxNode node) => node switch
    {
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access =>
            LastName(access.Expression) is "WebApplication" or "Host" or "WebHost" && access.Name.Identifier.ValueText.StartsWith("Create", StringComparison.Ordinal),
        ObjectCreationExpressionSyntax { Type: var type } => LastName(type) is "HostBuilder" or "HostApplicationBuilder" or "WebHostBuilder",
        _ => false,
    };

    private static string? LastName(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        QualifiedNameSyntax name => name.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax name => name.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
