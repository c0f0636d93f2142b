using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>
/// DMN103: a loop that ends only with the process, or that waits, and never checks a token. An endless loop with an exit is assumed to
/// reach it, as a loop that reads to the end of a file does.
/// </summary>
internal sealed class LoopRule() : BodyRule(DiagnosticDescriptors.LoopShouldLookAtToken, OperationKind.Loop)
{
    public override void Check(IOperation operation, MemberScan scan)
    {
        var loop = (ILoopOperation)operation;
        var (looks, waits, exits) = Read(loop);
        if (!looks && (waits || (IsEndless(loop) && !exits)) && GetKeyword(loop.Syntax) is { } keyword && !Tokens.IsObserved(scan))
        {
            scan.Report(Descriptor, keyword.GetLocation(), keyword.ValueText);
        }
    }

    private static (bool Looks, bool Waits, bool Exits) Read(ILoopOperation loop)
    {
        var (waits, exits) = (false, false);
        foreach (var operation in OperationWalk.Of(loop))
        {
            if (Tokens.IsLook(operation))
            {
                return (true, waits, exits);
            }

            waits = waits || (operation is IInvocationOperation invocation && Waits.IsWait(invocation) && IsDirectlyIn(operation, loop));
            exits = exits || IsExit(operation, loop);
        }

        return (false, waits, exits);
    }

    private static bool IsEndless(ILoopOperation loop) => loop switch
    {
        IForLoopOperation { Condition: null } => true,
        IForLoopOperation { Condition: { } condition } => condition.ConstantValue is { HasValue: true, Value: true },
        IWhileLoopOperation { Condition: { } condition } => condition.ConstantValue is { HasValue: true, Value: true },
        _ => false,
    };

    // A yield return counts as an exit: the code that enumerates an iterator decides how far it goes.
    private static bool IsExit(IOperation operation, ILoopOperation loop) => operation switch
    {
        IBranchOperation { BranchKind: BranchKind.Break } branch => SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel),
        IBranchOperation { BranchKind: BranchKind.GoTo } => true,
        IReturnOperation => !IsInFunction(operation, loop),
        IThrowOperation => !IsInFunction(operation, loop) && !IsCaught(operation, loop),
        _ => false,
    };

    private static bool IsInFunction(IOperation operation, ILoopOperation loop)
    {
        for (var parent = operation.Parent; parent is not null && parent != loop; parent = parent.Parent)
        {
            if (parent.Kind is OperationKind.AnonymousFunction or OperationKind.LocalFunction)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCaught(IOperation operation, ILoopOperation loop)
    {
        var child = operation;
        for (var parent = operation.Parent; parent is not null && parent != loop; child = parent, parent = parent.Parent)
        {
            if (parent is ITryOperation { Catches.Length: > 0 } @try && @try.Body == child)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDirectlyIn(IOperation operation, ILoopOperation loop)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent.Kind is OperationKind.Loop or OperationKind.AnonymousFunction or OperationKind.LocalFunction)
            {
                return parent == loop;
            }
        }

        return false;
    }

    private static SyntaxToken? GetKeyword(SyntaxNode syntax) => syntax switch
    {
        WhileStatementSyntax statement => statement.WhileKeyword,
        DoStatementSyntax statement => statement.DoKeyword,
        ForStatementSyntax statement => statement.ForKeyword,
        CommonForEachStatementSyntax statement => statement.ForEachKeyword,
        _ => null,
    };
}
