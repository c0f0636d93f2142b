using System.Collections.Immutable;
using System.Composition;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Daemonize.CodeFixes;

/// <summary>
/// Makes an entry point run the daemons: <c>return Daemons.Run(args);</c> if it does nothing else, otherwise
/// <c>if (Daemons.TryRun(args, out var exitCode)) { return exitCode; }</c> before its other statements.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CallRunCodeFix)), Shared]
public sealed class CallRunCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.EntryPointMustRunDaemonsId);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var node = root?.FindNode(context.Span);
        if (node is null)
        {
            return;
        }

        if (node.FirstAncestorOrSelf<GlobalStatementSyntax>() is not null)
        {
            Register(context, node, static editor => new TopLevelHandover(editor).Apply());
        }
        else if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } main && MainHandover.CanApply(main))
        {
            Register(context, node, editor => new MainHandover(editor, main).Apply());
        }
    }

    private static void Register(CodeFixContext context, SyntaxNode node, Action<DocumentEditor> apply) => context.RegisterCodeFix(
        CodeAction.Create(
            "Call Daemons.Run",
            async ct =>
            {
                var editor = await DocumentEditor.CreateAsync(context.Document, ct).ConfigureAwait(false);
                apply(editor);
                return Usings.HasDaemonize(editor.SemanticModel, node.SpanStart)
                    ? editor.GetChangedDocument()
                    : await Usings.AddDaemonizeAsync(editor.GetChangedDocument(), ct).ConfigureAwait(false);
            },
            equivalenceKey: nameof(CallRunCodeFix)),
        context.Diagnostics);
}
