using System.Collections.Immutable;
using System.Composition;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daemonize.CodeFixes;

/// <summary>Removes the scope of a daemon with shards, which imply one. Which number of shards is meant, nobody else knows.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveScopeCodeFix)), Shared]
public sealed class RemoveScopeCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.ShardsMustBeOfClusterId);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<AttributeArgumentSyntax>() is not
            { NameEquals.Name.Identifier.ValueText: "Scope", Parent: AttributeArgumentListSyntax list } argument)
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create(
                "Remove Scope",
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(list, Fix(list, argument)))),
                equivalenceKey: nameof(RemoveScopeCodeFix)),
            context.Diagnostics);
    }

    private static AttributeArgumentListSyntax Fix(AttributeArgumentListSyntax list, AttributeArgumentSyntax argument)
    {
        var index = list.Arguments.IndexOf(argument);
        if (index == 0 || index < list.Arguments.Count - 1)
        {
            return list.WithArguments(list.Arguments.RemoveAt(index));
        }

        // The comma before the last argument has the comment and the line end of the argument before it.
        var comma = list.Arguments.GetSeparator(index - 1);
        var arguments = list.Arguments.RemoveAt(index);
        var last = arguments[index - 1];
        return list.WithArguments(
            arguments.Replace(last, argument.HasTrailingTrivia ? last.WithTrailingTrivia(comma.TrailingTrivia) : last));
    }
}
