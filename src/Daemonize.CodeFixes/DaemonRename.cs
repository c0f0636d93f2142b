using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Daemonize.CodeFixes;

/// <summary>A daemon to rename.</summary>
/// <param name="Attribute">The <c>[Daemon]</c> attribute of the daemon.</param>
/// <param name="Name">The current name of the daemon.</param>
internal sealed record DaemonRename(AttributeSyntax Attribute, string Name)
{
    /// <summary>Finds the daemon that a diagnostic is about; null if there is nothing to change.</summary>
    public static async Task<DaemonRename?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        return root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } declaration
            && model?.GetDeclaredSymbol(declaration, cancellationToken) is { } method
            && model.Compilation.GetTypeByMetadataName(WellKnownNames.DaemonAttribute) is { } daemonAttribute
            && method.FindMark(daemonAttribute) is { } mark
            && mark.ApplicationSyntaxReference!.SyntaxTree == root.SyntaxTree
            && DaemonNames.Of(method, mark) is { } name
                ? new DaemonRename((AttributeSyntax)root.FindNode(mark.ApplicationSyntaxReference.Span), name)
                : null;
    }

    public static async Task<Document> ApplyAsync(
        Document document, IEnumerable<(DaemonRename Rename, string NewName)> renames, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        foreach (var (rename, newName) in renames)
        {
            rename.Apply(editor, newName);
        }

        return editor.GetChangedDocument();
    }

    private void Apply(SyntaxEditor editor, string newName)
    {
        var value = Literals.Text(newName);
        if (Attribute.ArgumentList?.Arguments.FirstOrDefault(
            static argument => argument.NameEquals?.Name.Identifier.ValueText == "Name") is { } current)
        {
            editor.ReplaceNode(current.Expression, value.WithTriviaFrom(current.Expression));
            return;
        }

        var argument = SyntaxFactory.AttributeArgument(value).WithNameEquals(SyntaxFactory.NameEquals("Name"));
        var arguments = Attribute.ArgumentList is { } list
            ? list.WithArguments(Insert(list.Arguments, argument))
            : SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(argument));
        editor.ReplaceNode(Attribute, Attribute.WithArgumentList(arguments));
    }

    // In an attribute that spans several lines, the new argument takes the first one's place and indentation.
    private static SeparatedSyntaxList<AttributeArgumentSyntax> Insert(
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments, AttributeArgumentSyntax added)
    {
        if (arguments.Count == 0)
        {
            return arguments.Add(added);
        }

        return arguments.Insert(0, added.WithLeadingTrivia(arguments[0].GetLeadingTrivia()));
    }
}
