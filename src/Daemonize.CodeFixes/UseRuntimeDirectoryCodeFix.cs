using System.Collections.Immutable;
using System.Composition;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daemonize.CodeFixes;

/// <summary>Reduces the path of a pid file to the file name, which is relative to the runtime directory.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseRuntimeDirectoryCodeFix)), Shared]
public sealed class UseRuntimeDirectoryCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.PidFileShouldNotBeWorldWritableId);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        // A constant that is declared elsewhere may have other uses.
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not LiteralExpressionSyntax literal
            || !literal.IsKind(SyntaxKind.StringLiteralExpression))
        {
            return;
        }

        var name = PathText.Split(PathText.Normalize(literal.Token.ValueText)).Name;
        context.RegisterCodeFix(
            CodeAction.Create(
                "Use the runtime directory",
                _ => Task.FromResult(
                    context.Document.WithSyntaxRoot(root.ReplaceNode(literal, Literals.Text(name).WithTriviaFrom(literal)))),
                equivalenceKey: nameof(UseRuntimeDirectoryCodeFix)),
            context.Diagnostics);
    }
}
