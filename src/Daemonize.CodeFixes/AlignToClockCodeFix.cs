using System.Collections.Immutable;
using System.Composition;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daemonize.CodeFixes;

/// <summary>Adds <c>AlignToClock = true</c> after the interval of a daemon. A delay has no slots to align.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AlignToClockCodeFix)), Shared]
public sealed class AlignToClockCodeFix : CodeFixProvider
{
    private const string Setting = "AlignToClock";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.ClusterMustShareSlotsId);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<AttributeArgumentSyntax>() is not
            { Parent: AttributeArgumentListSyntax list } argument
            || NameOf(argument) is not ("Interval" or Setting))
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create(
                $"Set {Setting} to true",
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(list, Fix(list, argument)))),
                equivalenceKey: nameof(AlignToClockCodeFix)),
            context.Diagnostics);
    }

    private static AttributeArgumentListSyntax Fix(AttributeArgumentListSyntax list, AttributeArgumentSyntax argument)
    {
        var yes = SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression);
        if (NameOf(argument) == Setting)
        {
            return list.ReplaceNode(argument.Expression, yes.WithTriviaFrom(argument.Expression));
        }

        var added =
            SyntaxFactory.AttributeArgument(
                SyntaxFactory.NameEquals(
                    SyntaxFactory.IdentifierName(Setting).WithTrailingTrivia(SyntaxFactory.Space),
                    SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space)),
                nameColon: null, yes);

        // A line end after the last argument stays at the end.
        var index = list.Arguments.IndexOf(argument);
        var separators = list.Arguments.GetSeparators().ToList();
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        separators.Insert(index, comma);
        var arguments = list.Arguments.ToList();
        arguments[index] = argument.WithoutTrailingTrivia();
        arguments.Insert(index + 1, added.WithTrailingTrivia(argument.GetTrailingTrivia()));
        return list.WithArguments(SyntaxFactory.SeparatedList(arguments, separators));
    }

    private static string? NameOf(AttributeArgumentSyntax argument) => argument.NameEquals?.Name.Identifier.ValueText;
}
