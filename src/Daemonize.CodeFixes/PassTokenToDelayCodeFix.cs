using System.Collections.Immutable;
using System.Composition;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Daemonize.CodeFixes;

/// <summary>Passes a CancellationToken that is in scope to <c>Task.Delay</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PassTokenToDelayCodeFix)), Shared]
public sealed class PassTokenToDelayCodeFix : DaemonCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.DelayShouldTakeTokenId);

    /// <inheritdoc/>
    protected override string Title => "Pass the token to the delay";

    private protected override Action<DocumentEditor>? Plan(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } delay
            || ScopedParameter.FindToken(model, delay, cancellationToken) is not { } token)
        {
            return null;
        }

        return editor => TokenArgument.Add(editor, model, [delay], token, cancellationToken);
    }
}
