using System.Collections.Immutable;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Daemonize.Generator.Analysis;

/// <summary>
/// Warns about a pid file in a directory where every user may create files: another user can take the name, and the daemon does not start.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PidFileShouldNotBeWorldWritableAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(DiagnosticDescriptors.PidFileShouldNotBeWorldWritable);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();

        context.RegisterCompilationStartAction(static context =>
        {
            if (context.Compilation.GetTypeByMetadataName(WellKnownNames.DaemonAttribute) is { } daemonAttribute)
            {
                context.RegisterSyntaxNodeAction(context => Analyze(context, daemonAttribute), SyntaxKind.Attribute);
            }
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, INamedTypeSymbol daemonAttribute)
    {
        if (FindPidFile((AttributeSyntax)context.Node) is not { } value
            || context.SemanticModel.GetTypeInfo(context.Node, context.CancellationToken).Type is not { } type
            || !SymbolEqualityComparer.Default.Equals(type, daemonAttribute)
            || context.SemanticModel.GetConstantValue(value, context.CancellationToken).Value is not string path
            || !PathText.IsAbsolute(path))
        {
            return;
        }

        var (directory, name) = PathText.Split(PathText.Normalize(path));
        if (IsWorldWritable(directory) && name is not ("" or ".."))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DiagnosticDescriptors.PidFileShouldNotBeWorldWritable, value.GetLocation(), path, directory, name));
        }
    }

    private static ExpressionSyntax? FindPidFile(AttributeSyntax attribute)
    {
        if (attribute.ArgumentList is not { } list)
        {
            return null;
        }

        foreach (var argument in list.Arguments)
        {
            if (argument.NameEquals?.Name.Identifier.ValueText == "PidFile")
            {
                return argument.Expression;
            }
        }

        return null;
    }

    // Directories of the Filesystem Hierarchy Standard and of Debian. A directory within one of them may be private.
    private static bool IsWorldWritable(string directory) =>
        directory is "/tmp" or "/var/tmp" or "/dev/shm" or "/run/shm" or "/run/lock" or "/var/lock";
}
