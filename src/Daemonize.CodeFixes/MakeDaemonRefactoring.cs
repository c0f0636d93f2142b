using System.Composition;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;

namespace Daemonize.CodeFixes;

/// <summary>Offers <c>[Daemon]</c> on a method that could be a daemon.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(MakeDaemonRefactoring)), Shared]
public sealed class MakeDaemonRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || !declaration.Identifier.Span.IntersectsWith(context.Span)
            || !declaration.Modifiers.Any(SyntaxKind.StaticKeyword))
        {
            return;
        }

        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (model?.Compilation.GetTypeByMetadataName(WellKnownNames.DaemonAttribute) is { } attribute
            && model.GetDeclaredSymbol(declaration, context.CancellationToken) is { } method
            && DaemonCandidate.IsSuitable(method, attribute))
        {
            context.RegisterRefactoring(CodeAction.Create(
                $"Make '{method.Name}' a daemon",
                ct => MarkAsync(context.Document, declaration, attribute, ct),
                equivalenceKey: nameof(MakeDaemonRefactoring)));
        }
    }

    private static async Task<Document> MarkAsync(
        Document document, MethodDeclarationSyntax declaration, INamedTypeSymbol attribute, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var mark = (AttributeListSyntax)editor.Generator.Attribute(editor.Generator.TypeExpression(attribute));
        editor.ReplaceNode(declaration, AddFirst(declaration, mark.WithAdditionalAnnotations(Formatter.Annotation)));
        return Usings.HasDaemonize(editor.SemanticModel, declaration.SpanStart)
            ? editor.GetChangedDocument()
            : await Usings.AddDaemonizeAsync(editor.GetChangedDocument(), cancellationToken).ConfigureAwait(false);
    }

    // The comment of the method stays above all attributes.
    private static MethodDeclarationSyntax AddFirst(MethodDeclarationSyntax declaration, AttributeListSyntax mark)
    {
        var comment = declaration.GetLeadingTrivia();
        var indentation = comment.Count > 0 && comment[comment.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia)
            ? SyntaxFactory.TriviaList(comment[comment.Count - 1])
            : SyntaxFactory.TriviaList();
        var rest = declaration.WithLeadingTrivia(indentation);
        return rest.WithAttributeLists(rest.AttributeLists.Insert(
            0, mark.WithLeadingTrivia(comment).WithTrailingTrivia(LineEnds.Of(declaration))));
    }
}
