using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>DMN105: a thread that waits for a task. A wait with a token is allowed, because it notices a stop.</summary>
internal sealed class BlockingRule()
    : BodyRule(DiagnosticDescriptors.MethodShouldNotBlockOnTask, OperationKind.Invocation, OperationKind.PropertyReference)
{
    public override void Check(IOperation operation, MemberScan scan)
    {
        var task = operation switch
        {
            IPropertyReferenceOperation { Property.Name: "Result" } reference when IsTask(reference.Property.ContainingType) =>
                reference.Instance,
            IInvocationOperation { TargetMethod.Name: "GetResult", Instance: { } awaiter } invocation when IsAwaiter(invocation) =>
                FindAwaited(awaiter),
            IInvocationOperation { TargetMethod.Name: "Wait", Instance: { } instance } invocation when IsWait(invocation) => instance,
            IInvocationOperation { TargetMethod: { Name: "WaitAll" or "WaitAny", IsStatic: true } } invocation when IsWait(invocation) =>
                invocation,
            _ => null,
        };
        if (task is not null && !CompletedTasks.IsComplete(task, operation, scan))
        {
            var name = operation.GetMemberName();
            scan.Report(Descriptor, name.GetLocation(), name.ToString());
        }
    }

    private static bool IsTask(INamedTypeSymbol type) =>
        type.Is("System.Threading.Tasks", "Task") || type.Is("System.Threading.Tasks", "ValueTask");

    private static bool IsWait(IInvocationOperation invocation) =>
        IsTask(invocation.TargetMethod.ContainingType) && !Tokens.IsPassed(invocation);

    private static bool IsAwaiter(IInvocationOperation invocation)
    {
        var type = invocation.TargetMethod.ContainingType;
        var outer = type.ContainingType ?? type;
        return outer.Name is "TaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable"
            && outer.Is("System.Runtime.CompilerServices", outer.Name);
    }

    // Returns the task in task.ConfigureAwait(false).GetAwaiter().
    private static IOperation FindAwaited(IOperation awaiter)
    {
        while (awaiter is IInvocationOperation { TargetMethod.Name: "GetAwaiter" or "ConfigureAwait", Instance: { } instance })
        {
            awaiter = instance;
        }

        return awaiter;
    }
}
