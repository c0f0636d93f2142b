using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>DMN104: <c>Thread.Sleep</c>. A sleep of zero is allowed: it only lets other threads run first.</summary>
internal sealed class SleepRule() : BodyRule(DiagnosticDescriptors.MethodShouldNotSleep, OperationKind.Invocation)
{
    public override void Check(IOperation operation, MemberScan scan)
    {
        var invocation = (IInvocationOperation)operation;
        if (invocation.TargetMethod is { Name: "Sleep", IsStatic: true } method && method.IsMemberOf("System.Threading", "Thread")
            && !(invocation.Arguments.Length == 1 && invocation.Arguments[0].Value.ConstantValue is { HasValue: true, Value: 0 }))
        {
            scan.Report(Descriptor, invocation.Syntax.GetLocation(), "Thread.Sleep");
        }
    }
}
