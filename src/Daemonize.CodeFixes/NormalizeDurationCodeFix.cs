using System.Collections.Immutable;
using System.Composition;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daemonize.CodeFixes;

/// <summary>Replaces <c>"10 seconds"</c> with <c>"10s"</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NormalizeDurationCodeFix)), Shared]
public sealed class NormalizeDurationCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.DurationMustBeReadableId);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        // A constant that is declared elsewhere may have other uses.
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not LiteralExpressionSyntax literal
            || !literal.IsKind(SyntaxKind.StringLiteralExpression)
            || !PlainDuration.TryRead(literal.Token.ValueText, out var duration))
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create(
                $"Write the duration as \"{duration}\"",
                _ => Task.FromResult(
                    context.Document.WithSyntaxRoot(root.ReplaceNode(literal, Literals.Text(duration).WithTriviaFrom(literal)))),
                equivalenceKey: nameof(NormalizeDurationCodeFix)),
            context.Diagnostics);
    }
}
