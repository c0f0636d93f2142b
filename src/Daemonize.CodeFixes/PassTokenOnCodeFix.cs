using System.Collections.Immutable;
using System.Composition;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Daemonize.CodeFixes;

/// <summary>Passes the unused CancellationToken of a daemon method to the calls that can take a token.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PassTokenOnCodeFix)), Shared]
public sealed class PassTokenOnCodeFix : DaemonCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.CancellationTokenShouldBeUsedId);

    /// <inheritdoc/>
    protected override string Title => "Pass the token on";

    private protected override Action<DocumentEditor>? Plan(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<ParameterSyntax>() is not { } parameter
            || parameter.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
        {
            return null;
        }

        var takers = TokenArgument.FindTakers(model, method, cancellationToken);
        return takers.IsEmpty
            ? null
            : editor =>
                TokenArgument.Add(
                    editor, model, takers, SyntaxFactory.IdentifierName(parameter.Identifier.WithoutTrivia()), cancellationToken);
    }
}
