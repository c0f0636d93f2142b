using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.Generator.Diagnostics.Body;

/// <summary>What it is to look at a cancellation token.</summary>
internal static class Tokens
{
    public static bool IsToken(ITypeSymbol? type) => type.Is("System.Threading", "CancellationToken");

    public static bool IsContext(ITypeSymbol? type) => type.Is("Daemonize", "DaemonContext");

    /// <summary>Whether the operation reads a token that can be cancelled, reads its source, or hands the daemon's context to somebody.</summary>
    public static bool IsLook(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } } => false,
        ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation or IInvocationOperation =>
            IsToken(operation.Type) || operation.Type.Is("System.Threading", "CancellationTokenSource")
                || (IsContext(operation.Type) && operation.Parent is IArgumentOperation),
        _ => false,
    };

    /// <summary>Whether a call is given a token, were it only to say that there is none.</summary>
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

    /// <summary>Whether a token is asked to call back, or to signal a handle: then a loop may hear of it in a way that cannot be seen.</summary>
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
