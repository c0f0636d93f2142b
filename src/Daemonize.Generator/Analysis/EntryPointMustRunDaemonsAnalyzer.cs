using System.Collections.Immutable;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Daemonize.Generator.Analysis;

/// <summary>
/// Reports a user's entry point in a program that never calls <c>Daemons.Run</c> or <c>Daemons.TryRun</c>: its daemons could not start.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EntryPointMustRunDaemonsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.EntryPointMustRunDaemons);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // A call in another generator's code counts.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();

        context.RegisterCompilationStartAction(static context =>
        {
            // The generated handles exist if, and only if, a method is marked.
            if (context.Compilation.Assembly.GetTypeByMetadataName(WellKnownNames.Daemons) is not { } daemons
                || context.Compilation.GetEntryPoint(context.CancellationToken) is not { } entryPoint
                || entryPoint.ContainingNamespace.ToDisplayString() == WellKnownNames.GeneratedNamespace)
            {
                return;
            }

            var isRunReferenced = false;
            context.RegisterOperationAction(
                context =>
                {
                    // Not "|=": a thread that has read false could overwrite the true of another thread.
                    if (RunCalls.IsRun(context.Operation, daemons))
                    {
                        isRunReferenced = true;
                    }
                },
                OperationKind.Invocation,
                OperationKind.MethodReference);
            context.RegisterCompilationEndAction(context =>
            {
                if (!isRunReferenced)
                {
                    context.ReportDiagnostic(Diagnostic.Create(
                        DiagnosticDescriptors.EntryPointMustRunDaemons, GetLocation(entryPoint, context.CancellationToken)));
                }
            });
        });
    }

    private static Location GetLocation(IMethodSymbol entryPoint, CancellationToken cancellationToken)
    {
        var syntax = entryPoint.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken);
        var statement = (syntax as CompilationUnitSyntax)?.Members.OfType<GlobalStatementSyntax>().FirstOrDefault();
        return statement?.GetLocation() ?? entryPoint.Locations[0];
    }
}
