using System.Collections.Concurrent;
using System.Collections.Immutable;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;
using Daemonize.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Daemonize.Generator.Analysis;

/// <summary>
/// Reports mistakes that prevent the generation of <c>[Daemon]</c> methods: those of each method, and conflicts between two of them.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DaemonAnalyzer : DiagnosticAnalyzer
{
    // A symbol action would not see local functions and lambdas, which can carry the attribute too.
    private static readonly ImmutableArray<SyntaxKind> MarkableKinds = ImmutableArray.Create(
        SyntaxKind.MethodDeclaration,
        SyntaxKind.LocalFunctionStatement,
        SyntaxKind.ParenthesizedLambdaExpression,
        SyntaxKind.GetAccessorDeclaration,
        SyntaxKind.SetAccessorDeclaration,
        SyntaxKind.InitAccessorDeclaration,
        SyntaxKind.AddAccessorDeclaration,
        SyntaxKind.RemoveAccessorDeclaration);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        DiagnosticDescriptors.MethodMustBeStatic,
        DiagnosticDescriptors.MethodMustNotBeGeneric,
        DiagnosticDescriptors.MethodMustBeAccessible,
        DiagnosticDescriptors.UnsupportedReturnType,
        DiagnosticDescriptors.UnsupportedParameterType,
        DiagnosticDescriptors.MethodMustNotBeAsyncVoid,
        DiagnosticDescriptors.DurationMustBeReadable,
        DiagnosticDescriptors.DurationMustBePositive,
        DiagnosticDescriptors.NameMustBeValid,
        DiagnosticDescriptors.UmaskMustBeOctal,
        DiagnosticDescriptors.PathMustBeUsable,
        DiagnosticDescriptors.SettingsMustNotContradict,
        DiagnosticDescriptors.CronMustBeReadable,
        DiagnosticDescriptors.CronMustCome,
        DiagnosticDescriptors.TimeZoneShouldBeKnown,
        DiagnosticDescriptors.ValueMustBeInRange,
        DiagnosticDescriptors.CronShouldNotRestrictBothDays,
        DiagnosticDescriptors.CallbackMustExist,
        DiagnosticDescriptors.CallbackMustFit,
        DiagnosticDescriptors.CallbackMustBeAccessible,
        DiagnosticDescriptors.MethodMustReturnResult,
        DiagnosticDescriptors.SignalMustBeFree,
        DiagnosticDescriptors.SignalHandlerMustFit,
        DiagnosticDescriptors.OptionNamesMustDiffer,
        DiagnosticDescriptors.DocumentedParameterShouldExist,
        DiagnosticDescriptors.ServicesMethodMustFit,
        DiagnosticDescriptors.ClusterMustShareSlots,
        DiagnosticDescriptors.ClusterMustNameTimeZone,
        DiagnosticDescriptors.ClusterMustNotLimitRuns,
        DiagnosticDescriptors.ClusterIntervalShouldBeLong,
        DiagnosticDescriptors.ClusterMethodShouldTakeCancellationToken,
        DiagnosticDescriptors.ClusterShouldHaveFence,
        DiagnosticDescriptors.ShardsMustBeOfCluster,
        DiagnosticDescriptors.RerunMustNotBeParallel,
        DiagnosticDescriptors.ClusterSettingMustHaveScope,
        DiagnosticDescriptors.DaemonNamesMustDiffer,
        DiagnosticDescriptors.PidFilesMustDiffer);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // A mistake in a file that is marked as generated also stops the generator, so it is reported like any other.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();

        context.RegisterCompilationStartAction(static context =>
        {
            if (context.Compilation.GetTypeByMetadataName(WellKnownNames.DaemonAttribute) is not { } daemonAttribute)
            {
                return;
            }

            var methods = new ConcurrentBag<AnalyzedMethod>();
            context.RegisterSyntaxNodeAction(
                context =>
                {
                    if (FindMethod(context) is not { } symbol)
                    {
                        return;
                    }

                    if (FindMark(context, symbol, daemonAttribute) is { } attribute)
                    {
                        var method = new DaemonMethodSymbol(symbol, attribute, context.ReportDiagnostic);
                        methods.Add(new AnalyzedMethod(method, DaemonParser.Parse(method)));
                    }

                    AnalyzeSignals(context, symbol);
                    ServicesParser.Check(symbol, context.Node, context.ReportDiagnostic);
                },
                MarkableKinds);
            context.RegisterCompilationEndAction(context => ReportClashes(methods, context.ReportDiagnostic));
        });
    }

    private static IMethodSymbol? FindMethod(SyntaxNodeAnalysisContext context)
    {
        // Most declarations end here, before the compiler looks up a symbol. Attributes come first in every declaration.
        var (node, model) = (context.Node, context.SemanticModel);
        if (node.ChildNodes().FirstOrDefault() is not AttributeListSyntax)
        {
            return null;
        }

        var symbol = node is LambdaExpressionSyntax
            ? model.GetSymbolInfo(node, context.CancellationToken).Symbol
            : model.GetDeclaredSymbol(node, context.CancellationToken);
        return symbol as IMethodSymbol;
    }

    private static AttributeData? FindMark(SyntaxNodeAnalysisContext context, IMethodSymbol method, INamedTypeSymbol daemonAttribute)
    {
        // The compiler reports a second [Daemon] on one method. The two parts of a partial method share their attributes.
        var attribute =
            method.GetAttributes().FirstOrDefault(data => SymbolEqualityComparer.Default.Equals(data.AttributeClass, daemonAttribute));
        return attribute?.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).Parent?.Parent == context.Node
            ? attribute
            : null;
    }

    private static void AnalyzeSignals(SyntaxNodeAnalysisContext context, IMethodSymbol method)
    {
        foreach (var mark in SignalParser.Marks(method, context.ReportDiagnostic))
        {
            if (mark.Declaration == context.Node)
            {
                SignalParser.ParseMark(mark, context.Compilation);
            }
        }
    }

    private static void ReportClashes(ConcurrentBag<AnalyzedMethod> bag, Action<Diagnostic> report)
    {
        // The order of the bag varies between runs. The daemon of a pair that is reported must stay the same.
        var methods = bag.ToArray();
        Array.Sort(methods, AnalyzedMethod.ComparePositions);
        foreach (var clash in Conflict.Find(Array.ConvertAll(methods, static method => method.Result)))
        {
            report(CreateDiagnostic(clash, methods[clash.Later], methods[clash.Earlier]));
        }
    }

    private static Diagnostic CreateDiagnostic(Conflict clash, AnalyzedMethod later, AnalyzedMethod earlier)
    {
        var name = later.Method.SettingLocation("Name") ?? later.Method.Identifier;
        return clash.Kind switch
        {
            ClashKind.Name => Diagnostic.Create(
                DiagnosticDescriptors.DaemonNamesMustDiffer, name, later.Result.Name, $"'{earlier.DisplayName}' has this name"),
            ClashKind.Handle => Diagnostic.Create(
                DiagnosticDescriptors.DaemonNamesMustDiffer,
                name,
                later.Result.Name,
                $"'Daemons.{DaemonName.ToHandle(later.Result.Name!)}' is the handle of '{earlier.Result.Name}'"),
            ClashKind.Option => Diagnostic.Create(
                DiagnosticDescriptors.OptionNamesMustDiffer,
                later.Method.ParameterName(clash.Option!.Parameter) ?? name,
                clash.Option.Parameter,
                clash.Word,
                $"something else for daemon '{earlier.Result.Name}'"),
            _ => Diagnostic.Create(
                DiagnosticDescriptors.PidFilesMustDiffer,
                later.Method.SettingLocation("PidFile") ?? name,
                later.Result.Daemon!.EffectivePidFile,
                earlier.Result.Name),
        };
    }
}
