using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>DMN101 and DMN102: a long-running daemon method takes a token, and a method that takes a token uses it.</summary>
internal static class DaemonMethodRules
{
    public static Diagnostic? Check(DaemonMark mark, MemberScan scan)
    {
        // A method of a cluster without a token is reported as such (DMN505).
        if (mark.IsCluster && FindToken(mark.Method) is null)
        {
            return null;
        }

        // A method that takes the context may have checked its token in ways that are not worth following.
        var token = FindToken(mark.Method);
        var isWellSupplied = token is null && mark.Method.Parameters.Any(static parameter => Tokens.IsContext(parameter.Type));
        if (isWellSupplied || (token is null && IsShort(mark)) || !DoesAnything(scan))
        {
            return null;
        }

        if (token is null)
        {
            return Diagnostic.Create(DiagnosticDescriptors.MethodShouldTakeCancellationToken, mark.Method.Locations[0], mark.Method.Name);
        }

        return IsUsed(token, scan)
            ? null
            : Diagnostic.Create(DiagnosticDescriptors.CancellationTokenShouldBeUsed, token.Locations[0], mark.Method.Name, token.Name);
    }

    private static IParameterSymbol? FindToken(IMethodSymbol method)
    {
        // In a partial method, the code uses the parameter names of the part that contains it.
        foreach (var parameter in (method.PartialImplementationPart ?? method).Parameters)
        {
            if (Tokens.IsToken(parameter.Type))
            {
                return parameter;
            }
        }

        return null;
    }

    // A method that runs repeatedly and does not wait ends soon enough. Async void is a separate mistake.
    private static bool IsShort(DaemonMark mark) =>
        mark.Method.ReturnsVoid || mark.Method.ReturnType.SpecialType == SpecialType.System_Int32
            ? mark.HasSchedule || (mark.Method.PartialImplementationPart ?? mark.Method) is { IsAsync: true }
            : !IsTask(mark.Method.ReturnType);

    // For any other type, the return type itself is the mistake.
    private static bool IsTask(ITypeSymbol type) =>
        type.Is("System.Threading.Tasks", "Task") || type.Is("System.Threading.Tasks", "ValueTask")
            || type.Is("System.Collections.Generic", "IAsyncEnumerable");

    // A body that is not written yet, or only throws, has nothing to cancel.
    private static bool DoesAnything(MemberScan scan) =>
        OperationWalk.Of(scan.Blocks)
            .Any(static operation => operation.Kind is OperationKind.Invocation or OperationKind.Loop or OperationKind.Await);

    private static bool IsUsed(IParameterSymbol token, MemberScan scan)
    {
        foreach (var operation in OperationWalk.Of(scan.Blocks))
        {
            if (operation switch
            {
                IParameterReferenceOperation reference => reference.Parameter.Name == token.Name && Tokens.IsToken(reference.Type),
                IPropertyReferenceOperation reference =>
                    reference.Property.Name == "Stopping" && Tokens.IsContext(reference.Property.ContainingType),
                _ => false,
            })
            {
                return true;
            }
        }

        return false;
    }
}
