using System.Collections.Immutable;
using Daemonize.Generator.Diagnostics;
using Daemonize.Generator.Extensions;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>Reads how a marked method is called.</summary>
internal static class MethodParser
{
    /// <summary>Gives null when generated code cannot call the method.</summary>
    public static MethodModel? Parse(MarkedMethod method)
    {
        // Of a local function and the like, being one is the whole mistake.
        CheckAccess(method);
        if (method.Symbol.MethodKind != MethodKind.Ordinary)
        {
            return null;
        }

        CheckModifiers(method);
        var returnForm = ParseReturnType(method);
        var parameters = ParseParameters(method);
        return method.HasMistake || returnForm is null
            ? null
            : new MethodModel(method.Symbol.ToFullName(), returnForm.Value, new EquatableArray<ParameterModel>(parameters));
    }

    private static void CheckAccess(MarkedMethod method)
    {
        var symbol = method.Symbol;
        if (symbol.FindAccessObstacle() is { } obstacle)
        {
            method.Report(DiagnosticDescriptors.MethodMustBeAccessible, method.Identifier, symbol.Name.Length == 0 ? "lambda" : symbol.Name, obstacle);
        }
    }

    private static void CheckModifiers(MarkedMethod method)
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

    private static ReturnForm? ParseReturnType(MarkedMethod method)
    {
        var symbol = method.Symbol;
        if ((symbol.PartialImplementationPart ?? symbol) is { IsAsync: true, ReturnsVoid: true })
        {
            method.Report(DiagnosticDescriptors.MethodMustNotBeAsyncVoid, method.ReturnType, symbol.Name);
            return null;
        }

        if (symbol.ReturnType.IsUnresolved())
        {
            method.LeaveToCompiler();
            return null;
        }

        ReturnForm? form = symbol.ReturnType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) switch
        {
            _ when symbol.RefKind != RefKind.None => null,
            "void" => ReturnForm.Void,
            "int" => ReturnForm.Int,
            "global::System.Threading.Tasks.Task" => ReturnForm.Task,
            "global::System.Threading.Tasks.ValueTask" => ReturnForm.ValueTask,
            "global::System.Threading.Tasks.Task<int>" => ReturnForm.TaskOfInt,
            "global::System.Threading.Tasks.ValueTask<int>" => ReturnForm.ValueTaskOfInt,
            _ => null,
        };
        if (form is null)
        {
            method.Report(DiagnosticDescriptors.UnsupportedReturnType, method.ReturnType, Display(symbol.ReturnType));
        }

        return form;
    }

    private static ImmutableArray<ParameterModel> ParseParameters(MarkedMethod method)
    {
        var parameters = ImmutableArray.CreateBuilder<ParameterModel>(method.Symbol.Parameters.Length);
        foreach (var parameter in method.Symbol.Parameters)
        {
            if (ParseParameter(method, parameter) is not { } kind)
            {
                continue;
            }

            var model = new ParameterModel(kind);
            if (parameters.Contains(model))
            {
                method.Report(
                    DiagnosticDescriptors.UnsupportedParameterType,
                    TypeLocation(method, parameter),
                    parameter.Name,
                    $"another parameter is the {Display(parameter.Type)}");
            }

            parameters.Add(model);
        }

        return parameters.ToImmutable();
    }

    private static ParameterKind? ParseParameter(MarkedMethod method, IParameterSymbol parameter)
    {
        if (parameter.Type.IsUnresolved())
        {
            method.LeaveToCompiler();
            return null;
        }

        if (parameter.RefKind != RefKind.None)
        {
            var modifier = method.Parameter(parameter.Ordinal)?.Modifiers[0].GetLocation();
            method.Report(DiagnosticDescriptors.UnsupportedParameterType, modifier, parameter.Name, "it is passed by reference");
            return null;
        }

        ParameterKind? kind = parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) switch
        {
            WellKnownNames.DaemonContext => ParameterKind.Context,
            WellKnownNames.CancellationToken => ParameterKind.CancellationToken,
            WellKnownNames.Logger => ParameterKind.Logger,
            _ => null,
        };
        if (kind is null)
        {
            method.Report(
                DiagnosticDescriptors.UnsupportedParameterType,
                TypeLocation(method, parameter),
                parameter.Name,
                "its type must be DaemonContext, CancellationToken or ILogger");
        }

        return kind;
    }

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private static Location? TypeLocation(MarkedMethod method, IParameterSymbol parameter) => method.Parameter(parameter.Ordinal)?.Type?.GetLocation();
}
