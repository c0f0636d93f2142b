using Daemonize.Generator.CSharp;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>Recognizes code that checks or passes a cancellation token.</summary>
internal static class Tokens
{
    public static bool IsToken(ITypeSymbol? type) => type.Is("System.Threading", "CancellationToken");

    public static bool IsContext(ITypeSymbol? type) => type.Is("Daemonize", "DaemonContext");

    /// <summary>
    /// Returns whether the operation reads a token that can be cancelled, reads its source, or passes the daemon's context on.
    /// </summary>
    public static bool IsLook(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } } => false,
        ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation
            or IInvocationOperation =>
            IsToken(operation.Type) || operation.Type.Is("System.Threading", "CancellationTokenSource")
                || (IsContext(operation.Type) && operation.Parent is IArgumentOperation),
        _ => false,
    };

    /// <summary>Returns whether a call passes a token, even one that is never cancelled.</summary>
    public static bool IsPassed(IInvocationOperation invocation)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.DefaultValue && IsToken(argument.Parameter?.Type))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Returns whether a token has a callback or a wait handle. A loop may then notice a stop in a way that the analyzer cannot see.
    /// </summary>
    public static bool IsObserved(MemberScan scan)
    {
        foreach (var operation in OperationWalk.Of(scan.Blocks))
        {
            var member = operation switch
            {
                IInvocationOperation invocation => invocation.TargetMethod,
                IPropertyReferenceOperation reference => (ISymbol)reference.Property,
                _ => null,
            };
            if (member is { Name: "Register" or "UnsafeRegister" or "WaitHandle" } && IsToken(member.ContainingType))
            {
                return true;
            }
        }

        return false;
    }
}
