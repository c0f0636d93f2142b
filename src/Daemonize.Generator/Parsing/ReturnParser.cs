using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>
/// Reads the return type of a marked method: no value, an exit code, or, with OnResult, the results that the callback handles.
/// </summary>
internal static class ReturnParser
{
    private const string Tasks = "System.Threading.Tasks";

    /// <summary>Returns null if a daemon method cannot have the return type.</summary>
    public static ReturnModel? Parse(DaemonMethodSymbol method)
    {
        var symbol = method.Symbol;
        if (symbol.MethodKind != MethodKind.Ordinary)
        {
            return null;
        }

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

        return method.Constant("OnResult") is null ? ParseExitCode(method) : ParseResult(method);
    }

    private static ReturnModel? ParseExitCode(DaemonMethodSymbol method)
    {
        ReturnForm? form = method.Symbol.ReturnType.ToFullName() switch
        {
            _ when method.Symbol.RefKind != RefKind.None => null,
            "void" => ReturnForm.Void,
            "int" => ReturnForm.Int,
            "global::System.Threading.Tasks.Task" => ReturnForm.Task,
            "global::System.Threading.Tasks.ValueTask" => ReturnForm.ValueTask,
            "global::System.Threading.Tasks.Task<int>" => ReturnForm.TaskOfInt,
            "global::System.Threading.Tasks.ValueTask<int>" => ReturnForm.ValueTaskOfInt,
            _ => null,
        };
        return form is { } known
            ? new ReturnModel(known, Result: null)
            : Refuse(
                method,
                "use void, int, Task, ValueTask, Task<int> or ValueTask<int>, or name a method that takes the result with OnResult");
    }

    private static ReturnModel? ParseResult(DaemonMethodSymbol method)
    {
        var type = method.Symbol.ReturnType;
        if (method.Symbol.ReturnsVoid || type.Is(Tasks, "Task", []) || type.Is(Tasks, "ValueTask", []))
        {
            method.Report(
                DiagnosticDescriptors.MethodMustReturnResult, method.SettingLocation("OnResult"), method.Symbol.Name,
                method.SettingText("OnResult") ?? "");
            return null;
        }

        if (method.Symbol.RefKind != RefKind.None || type.IsRefLikeType || type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
        {
            return Refuse(method, "a result is handled after the method has returned, and this does not live so long");
        }

        return type is not INamedTypeSymbol { TypeArguments: [var argument] } ? new ReturnModel(ReturnForm.Result, type)
            : type.Is(Tasks, "Task", [argument]) || type.Is(Tasks, "ValueTask", [argument])
                ? new ReturnModel(ReturnForm.TaskOfResult, argument)
            : type.Is("System.Collections.Generic", "IAsyncEnumerable", [argument]) ? new ReturnModel(ReturnForm.Results, argument)
            : new ReturnModel(ReturnForm.Result, type);
    }

    private static ReturnModel? Refuse(DaemonMethodSymbol method, string advice)
    {
        var type = method.Symbol.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        method.Report(DiagnosticDescriptors.UnsupportedReturnType, method.ReturnType, type, advice);
        return null;
    }

    private static bool Is(this ITypeSymbol type, string containingNamespace, string name, ITypeSymbol[] arguments) =>
        type is INamedTypeSymbol named && type.Name == name && type.ContainingType is null && named.TypeArguments.Length == arguments.Length
            && type.ContainingNamespace.ToDisplayString() == containingNamespace;
}

/// <summary>The return type of a marked method. It holds a symbol; only the parsers use it.</summary>
/// <param name="Form">The form of the return value.</param>
/// <param name="Result">The type of a result; null if there are no results.</param>
internal sealed record ReturnModel(ReturnForm Form, ITypeSymbol? Result);
