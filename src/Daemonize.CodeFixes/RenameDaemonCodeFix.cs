using System.Collections.Immutable;
using System.Composition;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Daemonize.CodeFixes;

/// <summary>Renames a daemon whose name is taken to the first free name, such as <c>fetch-2</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameDaemonCodeFix)), Shared]
public sealed class RenameDaemonCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.DaemonNamesMustDifferId);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => RenameDaemonFixAllProvider.Instance;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var rename = await DaemonRename.FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false);
            if (rename is null
                || await context.Document.Project.GetCompilationAsync(context.CancellationToken)
                    .ConfigureAwait(false) is not { } compilation)
            {
                continue;
            }

            var name = DaemonNames.Find(compilation, context.CancellationToken).TakeFree(rename.Name);
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Rename the daemon to '{name}'",
                    ct => DaemonRename.ApplyAsync(context.Document, [(rename, name)], ct),
                    equivalenceKey: nameof(RenameDaemonCodeFix)),
                diagnostic);
        }
    }
}
