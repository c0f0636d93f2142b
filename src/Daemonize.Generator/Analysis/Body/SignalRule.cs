using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>DMN111: handlers for the signals that the daemon handles itself. Other signals are allowed.</summary>
internal sealed class SignalRule()
    : BodyRule(DiagnosticDescriptors.SignalsBelongToTheDaemon, OperationKind.Invocation, OperationKind.EventAssignment)
{
    // The values of System.Runtime.InteropServices.PosixSignal, which stand for the system's signal numbers.
    private const int SIGHUP = -1;
    private const int SIGINT = -2;
    private const int SIGTERM = -4;

    public override void Check(IOperation operation, MemberScan scan)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod: { Name: "Create" } method, Arguments: [{ Value: var first }, _] }
                when first.ConstantValue is { HasValue: true, Value: SIGHUP or SIGINT or SIGTERM }
                    && method.IsMemberOf("System.Runtime.InteropServices", "PosixSignalRegistration"):
                scan.Report(Descriptor, operation.Syntax.GetLocation(), "PosixSignalRegistration.Create");
                break;
            case IEventAssignmentOperation
            {
                Adds: true,
                EventReference: IEventReferenceOperation { Event: { Name: "CancelKeyPress" } e } reference
            }
                when e.IsMemberOf("System", "Console"):
                scan.Report(Descriptor, reference.Syntax.GetLocation(), "Console.CancelKeyPress");
                break;
        }
    }
}
