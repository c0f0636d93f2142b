using System.Collections.Immutable;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Daemonize.Generator.Analysis;

/// <summary>Warns about a user's module initializer: it runs before the generated one that ends the session stage.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModuleInitializerAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.ModuleInitializerRunsInEveryStage);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();

        context.RegisterCompilationStartAction(static context =>
        {
            // The generated handles exist if, and only if, a method is marked. A library has no stages.
            if (context.Compilation.Assembly.GetTypeByMetadataName(WellKnownNames.Daemons) is null
                || context.Compilation.GetEntryPoint(context.CancellationToken) is null
                || context.Compilation.GetTypeByMetadataName(WellKnownNames.ModuleInitializerAttribute) is not { } moduleInitializer)
            {
                return;
            }

            context.RegisterSymbolAction(context => Analyze(context, moduleInitializer), SymbolKind.Method);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol moduleInitializer)
    {
        foreach (var attribute in context.Symbol.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, moduleInitializer))
            {
                var location =
                    attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation() ?? context.Symbol.Locations[0];
                context.ReportDiagnostic(Diagnostic.Create(
                    DiagnosticDescriptors.ModuleInitializerRunsInEveryStage, location, context.Symbol.Name));
            }
        }
    }
}
