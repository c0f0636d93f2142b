using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Daemonize.Generator.Diagnostics.Body;

/// <summary>
/// Warns of what bites at run time in a daemon method and in what it calls. The method itself is judged while it is typed; what it calls when the
/// whole compilation is known, so that code which no daemon reaches is left in peace.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DaemonBodyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = BodyRules.Descriptors;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // Nobody could follow advice about a file that some generator has written.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();

        context.RegisterCompilationStartAction(static context =>
        {
            // The generated handles are there if, and only if, a method is marked.
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
