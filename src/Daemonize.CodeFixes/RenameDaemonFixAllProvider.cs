using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Daemonize.CodeFixes;

/// <summary>Renames all conflicting daemons of a project at once: separate fixes would all take the same free name.</summary>
internal sealed class RenameDaemonFixAllProvider : FixAllProvider
{
    public static readonly RenameDaemonFixAllProvider Instance = new();

    private RenameDaemonFixAllProvider()
    {
    }

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() =>
        [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => Task.FromResult<CodeAction?>(CodeAction.Create(
        "Rename the daemons",
        ct => FixAllAsync(fixAllContext.WithCancellationToken(ct)),
        equivalenceKey: nameof(RenameDaemonCodeFix)));

    private static async Task<Solution> FixAllAsync(FixAllContext context)
    {
        var solution = context.Solution;
        IEnumerable<Project> projects = context.Scope == FixAllScope.Solution ? solution.Projects : [context.Project];
        foreach (var project in projects)
        {
            var diagnostics = context is { Scope: FixAllScope.Document, Document: { } document }
                ? await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                : await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
            solution = await FixProjectAsync(solution, project, diagnostics, context.CancellationToken).ConfigureAwait(false);
        }

        return solution;
    }

    private static async Task<Solution> FixProjectAsync(
        Solution solution, Project project, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (diagnostics.IsEmpty || await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation)
        {
            return solution;
        }

        var names = DaemonNames.Find(compilation, cancellationToken);
        var byTree = diagnostics
            .Where(static diagnostic => diagnostic.Location.IsInSource)
            .OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start)
            .GroupBy(static diagnostic => diagnostic.Location.SourceTree!)
            .OrderBy(static group => group.Key.FilePath, StringComparer.Ordinal);
        foreach (var group in byTree)
        {
            if (project.GetDocument(group.Key) is { } document)
            {
                var changed = await FixDocumentAsync(document, group, names, cancellationToken).ConfigureAwait(false);
                var root = await changed.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
                solution = solution.WithDocumentSyntaxRoot(document.Id, root!);
            }
        }

        return solution;
    }

    private static async Task<Document> FixDocumentAsync(
        Document document, IEnumerable<Diagnostic> diagnostics, DaemonNames names, CancellationToken cancellationToken)
    {
        List<(DaemonRename, string)> renames = [];
        foreach (var diagnostic in diagnostics)
        {
            if (await DaemonRename.FindAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is { } rename)
            {
                renames.Add((rename, names.TakeFree(rename.Name)));
            }
        }

        return await DaemonRename.ApplyAsync(document, renames, cancellationToken).ConfigureAwait(false);
    }
}
