using System.Collections.Immutable;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Daemonize.Generator.Analysis;

/// <summary>
/// Warns about work that an entry point does before <c>Daemons.Run</c>: every verb waits for it, and the daemon repeats it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EntryPointShouldHandOverFirstAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.EntryPointShouldHandOverFirst);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();

        context.RegisterCompilationStartAction(static context =>
        {
            // The generated handles exist if, and only if, a method is marked.
            if (context.Compilation.Assembly.GetTypeByMetadataName(WellKnownNames.Daemons) is { } daemons
                && context.Compilation.GetEntryPoint(context.CancellationToken) is { DeclaringSyntaxReferences: [var entryPoint, ..] })
            {
                context.RegisterSyntaxNodeAction(
                    context => Analyze(context, daemons, entryPoint), SyntaxKind.CompilationUnit, SyntaxKind.MethodDeclaration);
            }
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, INamedTypeSymbol daemons, SyntaxReference entryPoint)
    {
        if (context.Node.SyntaxTree != entryPoint.SyntaxTree || context.Node.Span != entryPoint.Span)
        {
            return;
        }

        var body = new EntryPointBody(context.SemanticModel, daemons, context.CancellationToken);
        var statements = context.Node switch
        {
            CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>().Select(static member => member.Statement).ToArray(),
            MethodDeclarationSyntax { Body: { } block } => [.. block.Statements],
            _ => [],
        };
        if (body.FindEarlyWork(statements) is var (work, handover))
        {
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.EntryPointShouldHandOverFirst, work.GetLocation(), handover));
        }
    }
}
