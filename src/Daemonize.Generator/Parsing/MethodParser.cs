using Daemonize.Generator.Diagnostics;
using Daemonize.Generator.Extensions;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>Reads how a marked method is called.</summary>
internal static class MethodParser
{
    /// <summary>Gives null when generated code cannot call the method.</summary>
    public static MethodModel? Parse(MarkedMethod method, EquatableArray<ParameterModel> parameters, string summary)
    {
        // Of a local function and the like, being one is the whole mistake.
        CheckAccess(method);
        if (method.Symbol.MethodKind != MethodKind.Ordinary)
        {
            return null;
        }

        CheckModifiers(method);
        var returnForm = ParseReturnType(method);
        return method.HasMistake || returnForm is null
            ? null
            : new MethodModel(method.Symbol.ToFullName(), returnForm.Value, parameters, summary, method.Symbol.NeedsWhatIsObsolete());
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

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
