using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daemonize.Generator.Parsing;

/// <summary>
/// Determines whether an entry point builds a host itself. Only the syntax is checked, because the check runs after every edit and names
/// such as <c>WebApplication.CreateBuilder</c> have no other use. Methods that the entry point calls are not followed.
/// </summary>
internal static class HostOfEntryPoint
{
    public static bool IsBuilt(IMethodSymbol entryPoint, CancellationToken cancellationToken)
    {
        foreach (var declaration in entryPoint.DeclaringSyntaxReferences)
        {
            // For top-level statements, the declaration is the whole file. The types below them are skipped.
            foreach (var node in declaration.GetSyntax(cancellationToken)
                .DescendantNodes(static node => node is not BaseTypeDeclarationSyntax))
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
            LastName(access.Expression) is "WebApplication" or "Host" or "WebHost"
                && access.Name.Identifier.ValueText.StartsWith("Create", StringComparison.Ordinal),
        ObjectCreationExpressionSyntax { Type: var type } =>
            LastName(type) is "HostBuilder" or "HostApplicationBuilder" or "WebHostBuilder",
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
