using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GeneratorCost;

/// <summary>
/// An analyzer that does nothing: the fixed cost of an analyzer, and of one for operations, which some SDK analyzers always use.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class EmptyAnalyzer(bool looksAtOperations) : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule =
        new("NONE", "Nothing", "Nothing", "None", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        if (looksAtOperations)
        {
            context.RegisterOperationAction(static _ => { }, OperationKind.Invocation);
        }
        else
        {
            context.RegisterSyntaxNodeAction(static _ => { }, Microsoft.CodeAnalysis.CSharp.SyntaxKind.CompilationUnit);
        }
    }
}
