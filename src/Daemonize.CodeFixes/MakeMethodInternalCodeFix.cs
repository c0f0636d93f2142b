using System.Collections.Immutable;
using System.Composition;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Daemonize.CodeFixes;

/// <summary>Makes a daemon method or a callback <c>internal</c>, which lets generated code call it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeMethodInternalCodeFix)), Shared]
public sealed class MakeMethodInternalCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.MethodMustBeAccessibleId, DiagnosticDescriptors.CallbackMustBeAccessibleId);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span) is not { } node || Find(node) is not { } method || !IsHidden(method))
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create(
                "Make internal", ct => MakeInternalAsync(context.Document, method, ct), equivalenceKey: nameof(MakeMethodInternalCodeFix)),
            context.Diagnostics);
    }

    // The location of the diagnostic is the method's name, or the string or nameof with which the attribute names a callback.
    private static MethodDeclarationSyntax? Find(SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { } argument)
        {
            return node as MethodDeclarationSyntax;
        }

        var name =
            argument.DescendantTokens()
                .LastOrDefault(static token => token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken).ValueText;
        var methods = argument.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Members.OfType<MethodDeclarationSyntax>();
        return methods?.Where(method => method.Identifier.ValueText == name).ToArray() is [var only] ? only : null;
    }

    // A containing type may be what hides the method. A partial method would need the change in both parts.
    private static bool IsHidden(MethodDeclarationSyntax method) => method.ExplicitInterfaceSpecifier is null
        && method.Parent is not InterfaceDeclarationSyntax
        && !method.Modifiers.Any(
            static modifier => modifier.Kind() is SyntaxKind.InternalKeyword or SyntaxKind.PublicKeyword or SyntaxKind.PartialKeyword);

    private static async Task<Document> MakeInternalAsync(
        Document document, MethodDeclarationSyntax method, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        editor.SetAccessibility(method, Accessibility.Internal);
        return editor.GetChangedDocument();
    }
}
