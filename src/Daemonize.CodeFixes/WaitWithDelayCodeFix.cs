using System.Collections.Immutable;
using System.Composition;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Daemonize.CodeFixes;

/// <summary>
/// Replaces <c>Thread.Sleep(x)</c> with <c>await Task.Delay(x, token)</c>, and makes a daemon method around it asynchronous.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WaitWithDelayCodeFix)), Shared]
public sealed class WaitWithDelayCodeFix : DaemonCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.MethodShouldNotSleepId);

    /// <inheritdoc/>
    protected override string Title => "Wait with Task.Delay";

    private protected override Action<DocumentEditor>? Plan(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } sleep
            || sleep.FindFunction() is not { } function
            || !CanAwait(sleep, function)
            || model.Compilation.GetTypeByMetadataName("System.Threading.Tasks.Task") is not { } task)
        {
            return null;
        }

        var daemon =
            function is MethodDeclarationSyntax method && Functions.IsChangeable(method) && IsDaemonMethod(model, method, cancellationToken)
            ? method
            : null;
        var isAsync = Functions.Has(function, SyntaxKind.AsyncKeyword);
        var token = ScopedParameter.FindToken(model, sleep, cancellationToken);
        if ((token is null && daemon is null) || !(isAsync || (daemon is not null && CanBecomeAsync(daemon))))
        {
            return null;
        }

        return editor =>
        {
            var name = token is null ? Functions.FindFreeName(daemon!, "cancellationToken") : null;
            ReplaceSleep(editor, sleep, task, token ?? SyntaxFactory.IdentifierName(name!));
            if (name is not null)
            {
                ScopedParameter.AddToken(editor, daemon!, name);
            }

            if (!isAsync)
            {
                MakeAsync(editor, daemon!, task);
            }
        };
    }

    // Excludes places where the compiler does not allow await.
    private static bool CanAwait(InvocationExpressionSyntax sleep, SyntaxNode function)
    {
        for (var parent = sleep.Parent; parent != function; parent = parent!.Parent)
        {
            if (parent is LockStatementSyntax or UnsafeStatementSyntax or FixedStatementSyntax or CatchFilterClauseSyntax
                or QueryExpressionSyntax)
            {
                return false;
            }
        }

        return true;
    }

    // A method that returns a task without async creates the task itself, and would then have to await it.
    private static bool CanBecomeAsync(MethodDeclarationSyntax method) =>
        method.ReturnType is PredefinedTypeSyntax && method.ParameterList.Parameters.All(static parameter => !IsByReference(parameter));

    private static bool IsByReference(ParameterSyntax parameter) =>
        parameter.Modifiers.Any(SyntaxKind.RefKeyword) || parameter.Modifiers.Any(SyntaxKind.OutKeyword)
            || parameter.Modifiers.Any(SyntaxKind.InKeyword);

    private static void ReplaceSleep(DocumentEditor editor, InvocationExpressionSyntax sleep, INamedTypeSymbol task, ExpressionSyntax token)
    {
        var generator = editor.Generator;

        // The parameters of the two methods have different names.
        var time = sleep.ArgumentList.Arguments[0].WithNameColon(null);
        var delay = generator.InvocationExpression(
            generator.MemberAccessExpression(editor.TypeNameInExpression(task, sleep.SpanStart), "Delay"),
            time,
            generator.Argument(token));
        editor.ReplaceNode(sleep, generator.AwaitExpression(delay).WithTriviaFrom(sleep));
    }

    private static void MakeAsync(DocumentEditor editor, MethodDeclarationSyntax method, INamedTypeSymbol task)
    {
        var generator = editor.Generator;
        var type = editor.TypeName(task, method.SpanStart);
        if (!((PredefinedTypeSyntax)method.ReturnType).Keyword.IsKind(SyntaxKind.VoidKeyword))
        {
            type = generator.WithTypeArguments(type, method.ReturnType.WithoutTrivia());
        }

        editor.SetType(method, type.WithTriviaFrom(method.ReturnType));
        editor.SetModifiers(method, generator.GetModifiers(method).WithAsync(true));
    }
}
