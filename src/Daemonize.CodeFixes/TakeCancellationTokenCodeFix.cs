using System.Collections.Immutable;
using System.Composition;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Daemonize.CodeFixes;

/// <summary>Adds a CancellationToken to a daemon method and passes it to the calls that can take it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TakeCancellationTokenCodeFix)), Shared]
public sealed class TakeCancellationTokenCodeFix : DaemonCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(
            DiagnosticDescriptors.MethodShouldTakeCancellationTokenId,
            DiagnosticDescriptors.ClusterMethodShouldTakeCancellationTokenId);

    /// <inheritdoc/>
    protected override string Title => "Take a CancellationToken";

    private protected override Action<DocumentEditor>? Plan(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        // A partial method would need the change in both parts.
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method || Functions.Has(method, SyntaxKind.PartialKeyword))
        {
            return null;
        }

        return editor =>
        {
            var name = Functions.FindFreeName(method, "cancellationToken");
            var takers = TokenArgument.FindTakers(model, method, cancellationToken);
            TokenArgument.Add(editor, model, takers, SyntaxFactory.IdentifierName(name), cancellationToken);
            ScopedParameter.AddToken(editor, method, name);
        };
    }
}
