using System.Collections.Immutable;
using Daemonize.Generator.CSharp;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Daemonize.CodeFixes;

/// <summary>
/// A fix that may change the signature around the code that it fixes. Two such fixes in one method would collide. The fixes of a document
/// are therefore made in sequence, each on the result of the one before it.
/// </summary>
public abstract class DaemonCodeFix : CodeFixProvider
{
    /// <summary>Gets the title that the user selects.</summary>
    protected abstract string Title { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create(async (context, document, diagnostics) =>
            await FixAllAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var (document, span) = (context.Document, context.Span);
        var root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || await PlanAsync(document, Find(root), context.CancellationToken).ConfigureAwait(false) is null)
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create(
                Title,
                async ct =>
                {
                    var root = await document.GetSyntaxRootAsync(ct).ConfigureAwait(false);
                    return root is null ? document : await FixAsync(document, Find(root), ct).ConfigureAwait(false);
                },
                equivalenceKey: GetType().Name),
            context.Diagnostics);

        SyntaxNode Find(SyntaxNode root) => root.FindNode(span, getInnermostNodeForTie: true);
    }

    /// <summary>Returns the edit that fixes the code at a node; null if no edit leaves valid code.</summary>
    private protected abstract Action<DocumentEditor>? Plan(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken);

    private protected static bool IsDaemonMethod(
        SemanticModel model, MethodDeclarationSyntax method, CancellationToken cancellationToken) =>
        model.GetDeclaredSymbol(method, cancellationToken) is { } symbol
            && symbol.GetAttributes().Any(static attribute => attribute.AttributeClass.Is("Daemonize", "DaemonAttribute"));

    private async Task<Document> FixAllAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        if (root is null)
        {
            return document;
        }

        var nodes =
            diagnostics.Select(diagnostic => root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)).Distinct()
                .ToArray();
        document = document.WithSyntaxRoot(root.TrackNodes(nodes));
        foreach (var node in nodes.OrderBy(static node => node.SpanStart))
        {
            root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
            if (root?.GetCurrentNode(node) is { } current)
            {
                document = await FixAsync(document, current, cancellationToken).ConfigureAwait(false);
            }
        }

        return document;
    }

    private async Task<Document> FixAsync(Document document, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (await PlanAsync(document, node, cancellationToken).ConfigureAwait(false) is not { } edit)
        {
            return document;
        }

        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        edit(editor);
        return editor.GetChangedDocument();
    }

    private async Task<Action<DocumentEditor>?> PlanAsync(Document document, SyntaxNode node, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return model is null ? null : Plan(model, node, cancellationToken);
    }
}
