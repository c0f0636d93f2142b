using Daemonize.Generator.Analysis.Body;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Daemonize.CodeFixes;

/// <summary>Finds a token, or the daemon's context, among the parameters around a node, and adds them to daemon methods.</summary>
internal static class ScopedParameter
{
    private const string TokenType = "System.Threading.CancellationToken";
    private const string ContextType = "Daemonize.DaemonContext";

    /// <summary>Returns a token that is in scope at the node: a parameter, or the token of the context. Null if there is neither.</summary>
    public static ExpressionSyntax? FindToken(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (Find(model, node, Tokens.IsToken, cancellationToken) is { } token)
        {
            return token;
        }

        return Find(model, node, Tokens.IsContext, cancellationToken) is { } context
            ? SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, context, SyntaxFactory.IdentifierName("Stopping"))
            : null;
    }

    public static ExpressionSyntax? FindContext(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken) =>
        Find(model, node, Tokens.IsContext, cancellationToken);

    /// <summary>
    /// Adds a token as the last parameter, but before parameters with a default and <c>params</c>. A token after them would need a default,
    /// and a caller could then forget to pass it.
    /// </summary>
    public static void AddToken(DocumentEditor editor, MethodDeclarationSyntax method, string name)
    {
        var parameters = method.ParameterList.Parameters;
        var index = 0;
        while (index < parameters.Count && parameters[index].Default is null && !parameters[index].Modifiers.Any(SyntaxKind.ParamsKeyword))
        {
            index++;
        }

        Insert(editor, method, index, name, TokenType);
    }

    /// <summary>Adds the daemon's context as the first parameter.</summary>
    public static void AddContext(DocumentEditor editor, MethodDeclarationSyntax method, string name) =>
        Insert(editor, method, 0, name, ContextType);

    private static void Insert(DocumentEditor editor, MethodDeclarationSyntax method, int index, string name, string type)
    {
        if (editor.SemanticModel.Compilation.GetTypeByMetadataName(type) is { } symbol)
        {
            var parameter = editor.Generator.ParameterDeclaration(name, editor.TypeName(symbol, method.SpanStart));
            editor.InsertParameter(method, index, parameter);
        }
    }

    private static IdentifierNameSyntax? Find(
        SemanticModel model, SyntaxNode node, Func<ITypeSymbol?, bool> isWanted, CancellationToken cancellationToken)
    {
        for (var function = node.FindFunction(); function is not null; function = function.FindFunction())
        {
            foreach (var parameter in Functions.GetParameters(function))
            {
                if (model.GetDeclaredSymbol(parameter, cancellationToken) is { RefKind: RefKind.None } symbol && isWanted(symbol.Type))
                {
                    return SyntaxFactory.IdentifierName(parameter.Identifier.WithoutTrivia());
                }
            }

            // A static function cannot use the parameters around it, and a member is the outermost function.
            if (function is MemberDeclarationSyntax || Functions.Has(function, SyntaxKind.StaticKeyword))
            {
                return null;
            }
        }

        return null;
    }
}
