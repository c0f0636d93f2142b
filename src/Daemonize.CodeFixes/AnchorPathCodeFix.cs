using System.Collections.Immutable;
using System.Composition;
using Daemonize.Generator.Analysis.Body;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Daemonize.CodeFixes;

/// <summary>Makes a relative path absolute: it becomes relative to the directory of the program.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AnchorPathCodeFix)), Shared]
public sealed class AnchorPathCodeFix : DaemonCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.PathShouldBeAbsoluteId);

    /// <inheritdoc/>
    protected override string Title => "Anchor the path to AppContext.BaseDirectory";

    private protected override Action<DocumentEditor>? Plan(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        // A path with a tilde means the home directory.
        if (node is not ExpressionSyntax path
            || model.GetOperation(path, cancellationToken) is not { } operation
            || PathLiteral.FindBeginning(operation) is not { } beginning
            || beginning.Text[0] == '~'
            || model.Compilation.GetTypeByMetadataName("System.AppContext") is not { } appContext
            || model.Compilation.GetTypeByMetadataName("System.IO.Path") is not { } pathType)
        {
            return null;
        }

        return editor =>
        {
            var anchor =
                (ExpressionSyntax)editor.Generator.MemberAccessExpression(
                    editor.TypeNameInExpression(appContext, path.SpanStart), "BaseDirectory");
            if (FindCombination(path) is { } combination)
            {
                editor.ReplaceNode(combination, (current, _) => Insert((ArgumentListSyntax)current, anchor));
            }
            else
            {
                var combine = editor.Generator.MemberAccessExpression(editor.TypeNameInExpression(pathType, path.SpanStart), "Combine");
                editor.ReplaceNode(path, editor.Generator.InvocationExpression(combine, anchor, path.WithoutTrivia()).WithTriviaFrom(path));
            }
        };
    }

    // Path.Combine("logs", name) gets one more argument.
    private static ArgumentListSyntax? FindCombination(ExpressionSyntax path) =>
        path.Parent is ArgumentSyntax { NameColon: null, Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax invocation } list }
            && invocation.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Combine" or "Join" }
            && list.Arguments.All(static argument => argument.NameColon is null)
                ? list
                : null;

    private static ArgumentListSyntax Insert(ArgumentListSyntax list, ExpressionSyntax first) =>
        list.WithArguments(list.Arguments.Insert(0, SyntaxFactory.Argument(first)));
}
