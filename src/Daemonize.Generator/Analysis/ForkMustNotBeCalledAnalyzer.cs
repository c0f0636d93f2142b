using System.Collections.Immutable;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Daemonize.Generator.Analysis;

/// <summary>Reports a declaration of the C library's <c>fork</c>, <c>vfork</c> or <c>daemon</c> in a program that has a daemon.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForkMustNotBeCalledAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.ForkMustNotBeCalled);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // The generator of [LibraryImport] repeats the user's declaration.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();

        context.RegisterCompilationStartAction(static context =>
        {
            // The generated handles exist if, and only if, a method is marked.
            if (context.Compilation.Assembly.GetTypeByMetadataName(WellKnownNames.Daemons) is null)
            {
                return;
            }

            var libraryImport = context.Compilation.GetTypeByMetadataName(WellKnownNames.LibraryImportAttribute);
            context.RegisterSyntaxNodeAction(
                context => Analyze(context, libraryImport), SyntaxKind.MethodDeclaration, SyntaxKind.LocalFunctionStatement);
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, INamedTypeSymbol? libraryImport)
    {
        // Most methods end here, before the compiler looks up a symbol.
        if (FindCandidate(context.Node) is { } identifier
            && context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken) is IMethodSymbol method
            && NativeImport.Find(
                method, libraryImport, context.Node) is { IsOfCLibrary: true, Function: "fork" or "vfork" or "_Fork" or "daemon" } import)
        {
            context.ReportDiagnostic(
                Diagnostic.Create(DiagnosticDescriptors.ForkMustNotBeCalled, identifier.GetLocation(), import.Function));
        }
    }

    private static SyntaxToken? FindCandidate(SyntaxNode node)
    {
        var (attributes, modifiers, identifier) = node switch
        {
            MethodDeclarationSyntax method => (method.AttributeLists, method.Modifiers, method.Identifier),
            LocalFunctionStatementSyntax function => (function.AttributeLists, function.Modifiers, function.Identifier),
            _ => default,
        };
        return attributes.Count > 0 && (modifiers.Any(SyntaxKind.ExternKeyword) || modifiers.Any(SyntaxKind.PartialKeyword))
            ? identifier
            : null;
    }
}
