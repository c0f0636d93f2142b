using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daemonize.CodeFixes;

/// <summary>
/// Adds <c>using Daemonize;</c> if it is missing. The import adder would not find generated types, which may not exist yet.
/// </summary>
internal static class Usings
{
    private const string Namespace = "Daemonize";

    /// <summary>Returns whether types of the Daemonize namespace need no <c>using</c> at a position.</summary>
    public static bool HasDaemonize(SemanticModel model, int position) =>
        model.Compilation.GetTypeByMetadataName(WellKnownNames.DaemonAttribute) is { } attribute
        && model.LookupNamespacesAndTypes(position, name: attribute.Name).Contains(attribute, SymbolEqualityComparer.Default);

    public static async Task<Document> AddDaemonizeAsync(Document document, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        return root is CompilationUnitSyntax unit ? document.WithSyntaxRoot(Add(unit)) : document;
    }

    private static CompilationUnitSyntax Add(CompilationUnitSyntax unit)
    {
        var end = LineEnds.Of(unit);
        var directive = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(" " + Namespace)).WithTrailingTrivia(end);
        if (unit.Usings.Count == 0)
        {
            var first = unit.GetFirstToken();
            return unit.Externs.Count > 0 ? unit.AddUsings(directive) : unit
                .ReplaceToken(first, first.WithLeadingTrivia(first.LeadingTrivia.Insert(0, end)))
                .WithUsings(SyntaxFactory.SingletonList(directive));
        }

        var index = unit.Usings.IndexOf(IsLater);
        return index < 0 ? unit.AddUsings(directive)
            : index > 0 ? unit.WithUsings(unit.Usings.Insert(index, directive))
            : unit.WithUsings(unit.Usings
                .Replace(unit.Usings[0], unit.Usings[0].WithoutLeadingTrivia())
                .Insert(0, directive.WithLeadingTrivia(unit.Usings[0].GetLeadingTrivia())));
    }

    // The order of the formatter: System first, then by name, then aliases and static usings.
    private static bool IsLater(UsingDirectiveSyntax directive)
    {
        var name = directive.Name?.ToString() ?? "";
        return directive.GlobalKeyword.IsKind(SyntaxKind.None)
            && (directive.Alias is not null || !directive.StaticKeyword.IsKind(SyntaxKind.None)
                || (name != "System" && !name.StartsWith("System.", StringComparison.Ordinal)
                    && string.Compare(name, Namespace, StringComparison.OrdinalIgnoreCase) > 0));
    }
}
