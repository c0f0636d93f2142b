using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>Recognizes the usual ways to ensure that a task is complete. The result can then be taken without waiting.</summary>
internal static class CompletedTasks
{
    /// <summary>
    /// Returns whether earlier code awaits the task or checks its completion, or the task is the argument of a continuation.
    /// </summary>
    public static bool IsComplete(IOperation task, IOperation use, MemberScan scan)
    {
        if (GetVariable(task) is not { } variable)
        {
            return false;
        }

        if (variable is IParameterSymbol && IsContinuation(variable.ContainingSymbol, use))
        {
            return true;
        }

        foreach (var operation in OperationWalk.Of(scan.Blocks))
        {
            if (operation == use)
            {
                break;
            }

            if (SymbolEqualityComparer.Default.Equals(GetVariable(operation), variable) && IsProof(operation))
            {
                return true;
            }
        }

        return false;
    }

    private static ISymbol? GetVariable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation reference => reference.Local,
        IParameterReferenceOperation reference => reference.Parameter,
        IFieldReferenceOperation reference => reference.Field,
        _ => null,
    };

    private static bool IsContinuation(ISymbol function, IOperation use)
    {
        for (var parent = use.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation lambda && SymbolEqualityComparer.Default.Equals(lambda.Symbol, function))
            {
                return lambda.Parent?.Parent?.Parent is IInvocationOperation { TargetMethod.Name: "ContinueWith" };
            }
        }

        return false;
    }

    // Such as await task, await task.ConfigureAwait(false), await Task.WhenAll(task, other), if (task.IsCompleted).
    private static bool IsProof(IOperation reference)
    {
        for (var parent = reference.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IAwaitOperation:
                case IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" }:
                    return true;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" or "WhenAll" }:
                case IArgumentOperation or IArrayCreationOperation or IArrayInitializerOperation or IConversionOperation
                    or { IsImplicit: true }:
                    break;
                default:
                    // Not every compiler version has a separate operation kind for a collection expression.
                    if (!parent.Syntax.IsKind(SyntaxKind.CollectionExpression))
                    {
                        return false;
                    }

                    break;
            }
        }

        return false;
    }
}
