using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>
/// DMN109: the working directory. Reading it is allowed if the user has set it. Changing it never is, because all threads share it.
/// </summary>
internal sealed class CurrentDirectoryRule()
    : BodyRule(DiagnosticDescriptors.CurrentDirectoryShouldNotBeUsed, OperationKind.Invocation, OperationKind.PropertyReference)
{
    public override void Check(IOperation operation, MemberScan scan)
    {
        switch (operation)
        {
            case IPropertyReferenceOperation { Property: { Name: "CurrentDirectory" } property } when property.IsMemberOf(
                "System", "Environment"):
                var isChanged = operation.Parent is IAssignmentOperation assignment && assignment.Target == operation;
                scan.Report(Descriptor, operation.Syntax.GetLocation(), "Environment.CurrentDirectory", isAboutDirectory: !isChanged);
                break;
            case IInvocationOperation { TargetMethod: { Name: "GetCurrentDirectory" or "SetCurrentDirectory" } method }
                when method.IsMemberOf("System.IO", "Directory"):
                scan.Report(
                    Descriptor, operation.Syntax.GetLocation(), $"Directory.{method.Name}",
                    isAboutDirectory: method.Name == "GetCurrentDirectory");
                break;
        }
    }
}
