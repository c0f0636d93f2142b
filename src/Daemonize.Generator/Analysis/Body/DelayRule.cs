using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>DMN106: <c>Task.Delay</c> without a token. A delay with <c>CancellationToken.None</c> is meant to continue.</summary>
internal sealed class DelayRule() : BodyRule(DiagnosticDescriptors.DelayShouldTakeToken, OperationKind.Invocation)
{
    public override void Check(IOperation operation, MemberScan scan)
    {
        var invocation = (IInvocationOperation)operation;
        if (invocation.TargetMethod is { Name: "Delay", IsStatic: true } method && method.IsMemberOf("System.Threading.Tasks", "Task")
            && !Tokens.IsPassed(invocation))
        {
            scan.Report(Descriptor, invocation.Syntax.GetLocation(), "Task.Delay");
        }
    }
}
