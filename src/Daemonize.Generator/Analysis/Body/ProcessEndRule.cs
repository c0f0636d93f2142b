using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>DMN110: calls that end the process immediately.</summary>
internal sealed class ProcessEndRule() : BodyRule(DiagnosticDescriptors.ProcessShouldNotBeEnded, OperationKind.Invocation)
{
    public override void Check(IOperation operation, MemberScan scan)
    {
        var invocation = (IInvocationOperation)operation;
        var method = invocation.TargetMethod;
        var subject = method.Name switch
        {
            "Exit" or "FailFast" when method.IsMemberOf("System", "Environment") => $"Environment.{method.Name}",
            "Kill" when IsOwnProcess(invocation.Instance) => "Process.Kill",
            _ => null,
        };
        if (subject is not null)
        {
            scan.Report(Descriptor, operation.Syntax.GetLocation(), subject);
        }
    }

    private static bool IsOwnProcess(IOperation? process) =>
        process is IInvocationOperation { TargetMethod: { Name: "GetCurrentProcess" } method }
            && method.IsMemberOf("System.Diagnostics", "Process");
}
