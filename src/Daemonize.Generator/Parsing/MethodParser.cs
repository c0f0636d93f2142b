using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>Reads how to call a marked method.</summary>
internal static class MethodParser
{
    /// <summary>Returns null if generated code cannot call the method.</summary>
    public static MethodModel? Parse(
        DaemonMethodSymbol method, EquatableArray<ParameterModel> parameters, ReturnModel? returns, string summary)
    {
        // For a local function or accessor, its kind is the only mistake to report.
        CheckAccess(method);
        if (method.Symbol.MethodKind != MethodKind.Ordinary)
        {
            return null;
        }

        CheckModifiers(method);
        return method.HasMistake || returns is null ? null : Create(method.Symbol, parameters, returns, summary);
    }

    private static MethodModel Create(
        IMethodSymbol symbol, EquatableArray<ParameterModel> parameters, ReturnModel returns, string summary) => new(
        symbol.ToFullName(),
        returns.Form,
        parameters,
        summary,
        returns.Result is { } result ? CallbackSubject.ResultType(result) : null,
        HostOfMethod.IsBuilt(symbol));

    private static void CheckAccess(DaemonMethodSymbol method)
    {
        var symbol = method.Symbol;
        if (symbol.FindAccessObstacle() is { } obstacle)
        {
            method.Report(
                DiagnosticDescriptors.MethodMustBeAccessible, method.Identifier, symbol.Name.Length == 0 ? "lambda" : symbol.Name,
                obstacle);
        }
    }

    private static void CheckModifiers(DaemonMethodSymbol method)
    {
        var symbol = method.Symbol;
        if (!symbol.IsStatic)
        {
            method.Report(DiagnosticDescriptors.MethodMustBeStatic, method.Identifier, symbol.Name);
        }

        if (symbol.IsGenericMethod)
        {
            method.Report(DiagnosticDescriptors.MethodMustNotBeGeneric, method.TypeParameters, symbol.Name, "it has type parameters");
        }
        else if (symbol.ContainingType.IsGenericType)
        {
            var reason = $"type '{Display(symbol.ContainingType)}' has type parameters";
            method.Report(DiagnosticDescriptors.MethodMustNotBeGeneric, method.Identifier, symbol.Name, reason);
        }
    }

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
