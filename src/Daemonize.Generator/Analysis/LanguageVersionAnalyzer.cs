using System.Collections.Immutable;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;
using Daemonize.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Daemonize.Generator.Analysis;

/// <summary>Reports a project with a daemon whose C# version is too old for generated code.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LanguageVersionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.LanguageMustBeNewEnough);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();

        context.RegisterCompilationAction(static context =>
        {
            // The generated handles exist if, and only if, a method is marked.
            if (LanguageFloor.IsOld(context.Compilation)
                && context.Compilation.Assembly.GetTypeByMetadataName(WellKnownNames.Daemons) is not null)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    DiagnosticDescriptors.LanguageMustBeNewEnough,
                    Location.None,
                    LanguageFloor.Version.ToDisplayString(),
                    ((CSharpCompilation)context.Compilation).LanguageVersion.ToDisplayString()));
            }
        });
    }
}
