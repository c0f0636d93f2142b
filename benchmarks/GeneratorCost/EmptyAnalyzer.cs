using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GeneratorCost;

/// <summary>What it costs that there is an analyzer, and that one looks at operations, as some of the SDK's always do.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class EmptyAnalyzer(bool looksAtOperations) : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new("NONE", "Nothing", "Nothing", "None", DiagnosticSeverity.Warning, isEnabledByDefault: true);

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
