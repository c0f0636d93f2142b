using System.Collections.Immutable;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>
/// Warns about code that causes problems at run time, in a daemon method and in the code that it calls. The method itself is analyzed while
/// the user types. The code that it calls is analyzed at the end of the compilation; code that no daemon reaches is not reported.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DaemonBodyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = BodyRules.Descriptors;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // A user cannot follow advice about generated code.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();

        context.RegisterCompilationStartAction(static context =>
        {
            // The generated handles exist if, and only if, a method is marked.
            if (context.Compilation.Assembly.GetTypeByMetadataName(WellKnownNames.Daemons) is null
                || context.Compilation.GetTypeByMetadataName(WellKnownNames.DaemonAttribute) is not { } daemonAttribute)
            {
                return;
            }

            var code = new DaemonCode(daemonAttribute);
            context.RegisterOperationBlockAction(code.Add);
            context.RegisterCompilationEndAction(code.ReportReached);
        });
    }
}
