using System.Collections.Immutable;
using System.Composition;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Daemonize.CodeFixes;

/// <summary>Replaces <c>Environment.Exit(n)</c> with <c>daemon.RequestStop(n)</c> and a return.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StopDaemonCodeFix)), Shared]
public sealed class StopDaemonCodeFix : DaemonCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.ProcessShouldNotBeEndedId);

    /// <inheritdoc/>
    protected override string Title => "Stop the daemon and return";

    private protected override Action<DocumentEditor>? Plan(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        // A return in a lambda returns only from the lambda, and the compiler rejects one in a finally block.
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } exit
            || model.GetSymbolInfo(exit, cancellationToken).Symbol is not { Name: "Exit" }
            || exit.FindFunction() is not MethodDeclarationSyntax method
            || !Functions.IsChangeable(method)
            || exit.FirstAncestorOrSelf<FinallyClauseSyntax>() is not null
            || ReturnStatements.Create(model, method, cancellationToken) is not { } end)
        {
            return null;
        }

        var context = ScopedParameter.FindContext(model, exit, cancellationToken);
        if (exit.Parent is not (ExpressionStatementSyntax or ArrowExpressionClauseSyntax)
            || (context is null && !IsDaemonMethod(model, method, cancellationToken)))
        {
            return null;
        }

        return editor =>
        {
            var name = context is null ? Functions.FindFreeName(method, "daemon") : null;
            var stop = CreateStop(model, exit, context ?? SyntaxFactory.IdentifierName(name!), cancellationToken);
            if (exit.Parent is ExpressionStatementSyntax statement)
            {
                ReturnStatements.Replace(editor, statement, statement.WithExpression(stop), end);
            }
            else
            {
                editor.ReplaceNode(exit, stop);
            }

            if (name is not null)
            {
                ScopedParameter.AddContext(editor, method, name);
            }
        };
    }

    // Zero is the default. For any other constant, the system uses the lowest eight bits; RequestStop would reject the value.
    private static InvocationExpressionSyntax CreateStop(
        SemanticModel model, InvocationExpressionSyntax exit, ExpressionSyntax context, CancellationToken cancellationToken)
    {
        var arguments = exit.ArgumentList;
        if (model.GetConstantValue(arguments.Arguments[0].Expression, cancellationToken) is { HasValue: true, Value: int code })
        {
            arguments = code switch
            {
                0 => SyntaxFactory.ArgumentList(),
                > 0 and <= byte.MaxValue => arguments,
                _ => SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(
                    SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(code & byte.MaxValue))))),
            };
        }

        return SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, context, SyntaxFactory.IdentifierName("RequestStop")),
            arguments).WithTriviaFrom(exit);
    }
}
