using System.Collections.Concurrent;
using System.Collections.Immutable;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Daemonize.Generator.Analysis;

/// <summary>
/// Warns about a daemon in a library that never calls <c>Daemons.Run</c> or <c>Daemons.TryRun</c>. A program has verbs only for its own
/// daemons, so nothing can start this one.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LibraryShouldRunDaemonsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.LibraryShouldRunDaemons);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // A call in another generator's code counts.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();

        context.RegisterCompilationStartAction(static context =>
        {
            // The generated handles exist if, and only if, a method is marked.
            if (context.Compilation.Options.OutputKind is not (OutputKind.DynamicallyLinkedLibrary or OutputKind.NetModule)
                || context.Compilation.Assembly.GetTypeByMetadataName(WellKnownNames.Daemons) is not { } daemons
                || context.Compilation.GetTypeByMetadataName(WellKnownNames.DaemonAttribute) is not { } daemonAttribute
                || IsTestProject(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions)
                || MayBeRunByAnother(context.Compilation.Assembly))
            {
                return;
            }

            var marked = new ConcurrentBag<IMethodSymbol>();
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
            context.RegisterSymbolAction(
                context =>
                {
                    if (context.Symbol.GetAttributes()
                        .Any(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, daemonAttribute)))
                    {
                        marked.Add((IMethodSymbol)context.Symbol);
                    }
                },
                SymbolKind.Method);
            context.RegisterCompilationEndAction(context =>
            {
                // One report for all daemons, because one call corrects all of them.
                if (!isRunReferenced
                    && marked.OrderBy(static method => method.ToDisplayString(), StringComparer.Ordinal).FirstOrDefault() is { } first)
                {
                    context.ReportDiagnostic(
                        Diagnostic.Create(DiagnosticDescriptors.LibraryShouldRunDaemons, first.Locations[0], first.Name));
                }
            });
        });
    }

    private static bool IsTestProject(AnalyzerConfigOptions options) =>
        options.TryGetValue(WellKnownNames.IsTestProjectProperty, out var value)
            && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    // A program that sees the internals can call Daemons.Run of the library. Tests see them too, but run no daemon.
    private static bool MayBeRunByAnother(IAssemblySymbol library) => library.GetAttributes().Any(static attribute =>
        attribute is { AttributeClass.Name: "InternalsVisibleToAttribute", ConstructorArguments: [{ Value: string friend }] }
        && friend.IndexOf("Test", StringComparison.OrdinalIgnoreCase) < 0
        && !friend.StartsWith("DynamicProxyGenAssembly2", StringComparison.Ordinal));
}
