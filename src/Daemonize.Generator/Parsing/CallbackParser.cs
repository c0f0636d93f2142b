using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>Reads the callbacks that the attribute names: static methods of the daemon method's type.</summary>
internal static class CallbackParser
{
    public static CallbacksModel Parse(DaemonMethodSymbol method, ReturnModel? returns)
    {
        // For a generic type, that is the only mistake to report.
        if (method.Symbol is not { MethodKind: MethodKind.Ordinary, ContainingType.IsGenericType: false }
            || method.Compilation is not { } compilation)
        {
            return CallbacksModel.None;
        }

        // Without a result, a handler has nothing to take.
        var onResult = returns?.Result is { } result ? Find(method, new CallbackShape(CallbackKind.OnResult, result, compilation)) : null;
        return new CallbacksModel(
            onResult,
            Find(method, new CallbackShape(CallbackKind.OnError, compilation.GetTypeByMetadataName("System.Exception"), compilation)),
            Find(method, new CallbackShape(CallbackKind.OnStart, null, compilation)),
            Find(method, new CallbackShape(CallbackKind.OnStop, compilation.GetTypeByMetadataName("Daemonize.StopReason"), compilation)),
            Find(method, new CallbackShape(CallbackKind.OnReload, null, compilation)),
            SignalParser.Parse(method, compilation));
    }

    private static CallbackModel? Find(DaemonMethodSymbol method, CallbackShape shape)
    {
        var property = shape.Kind.ToString();
        if (method.Setting(property) is not { } name)
        {
            return null;
        }

        var type = method.Symbol.ContainingType;
        CallbackMatch? best = null;
        foreach (var candidate in type.GetMembers(name).OfType<IMethodSymbol>()
            .Where(static candidate => candidate.MethodKind == MethodKind.Ordinary))
        {
            var fit = shape.Fit(candidate);
            best = best is null || fit.Rank > best.Rank ? fit : best;
        }

        if (best is null)
        {
            method.Report(DiagnosticDescriptors.CallbackMustExist, method.SettingLocation(property), property, name, type.Name);
        }
        else
        {
            Report(method, property, name, best);
        }

        return best?.Callback;
    }

    private static void Report(DaemonMethodSymbol method, string property, string name, CallbackMatch fit)
    {
        if (fit.IsUnresolved)
        {
            method.LeaveToCompiler();
        }
        else if (fit.IsHidden)
        {
            method.Report(DiagnosticDescriptors.CallbackMustBeAccessible, method.SettingLocation(property), name, fit.Obstacle!);
        }
        else if (fit.Obstacle is { } obstacle)
        {
            method.Report(DiagnosticDescriptors.CallbackMustFit, method.SettingLocation(property), name, property, obstacle);
        }
    }
}
