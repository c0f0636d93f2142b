using System.Collections.Immutable;
using Daemonize.Generator.Analysis.Body;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;
using Daemonize.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Daemonize.Generator.Analysis;

/// <summary>
/// Warns about a method that only generated code calls and that warns its callers, for example with <c>[RequiresUnreferencedCode]</c>. The
/// method is an entry point, for which the SDK reports the same (IL2123): there is no call where the user could handle the warning.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MethodShouldRequireNothingAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.MethodShouldRequireNothing);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();

        context.RegisterCompilationStartAction(static context =>
        {
            if (context.Compilation.GetTypeByMetadataName(WellKnownNames.DaemonAttribute) is { } daemonAttribute)
            {
                context.RegisterSymbolAction(
                    context => Analyze(context, (INamedTypeSymbol)context.Symbol, daemonAttribute), SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, INamedTypeSymbol daemonAttribute)
    {
        var called = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method && DaemonMark.Find(method, daemonAttribute) is { } mark)
            {
                called.Add(method);
                called.UnionWith(mark.Callbacks);
                called.UnionWith(ServicesParser.Find(type) is { } configure ? [configure] : []);
            }
        }

        foreach (var method in called)
        {
            AnalyzeCalled(context, method);
        }
    }

    private static void AnalyzeCalled(SymbolAnalysisContext context, IMethodSymbol method)
    {
        for (ISymbol current = method; current is IMethodSymbol or INamedTypeSymbol; current = current.ContainingSymbol)
        {
            foreach (var attribute in current.GetAttributes())
            {
                if (RequiresAttributes.IdOf(attribute) is { } id && IsLookedFor(context, id))
                {
                    // The location is the attribute. An attribute of a type is not the location, because it may be right for the type's
                    // other methods.
                    var syntax = current is IMethodSymbol ? attribute.ApplicationSyntaxReference : null;
                    var name = attribute.AttributeClass!.Name;
                    context.ReportDiagnostic(Diagnostic.Create(
                        DiagnosticDescriptors.MethodShouldRequireNothing,
                        syntax?.GetSyntax(context.CancellationToken).GetLocation() ?? method.Locations[0],
                        method.Name,
                        name.Substring(0, name.Length - "Attribute".Length),
                        id));
                }
            }
        }
    }

    private static bool IsLookedFor(SymbolAnalysisContext context, string id) =>
        context.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(RequiresAttributes.PropertyOf(id), out var value)
        && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
