using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>
/// Visits a member, its lambdas and its local functions once, and collects the findings of the rules and the members that it calls. A call
/// of a virtual or interface member leads to the body of that member, if it has one, not to overrides or implementations.
/// </summary>
/// <param name="method">The member, as <see cref="Normalize"/> returns it.</param>
/// <param name="blocks">The operation blocks of the member.</param>
internal sealed class MemberScan(IMethodSymbol method, ImmutableArray<IOperation> blocks)
{
    public IMethodSymbol Method => method;

    public ImmutableArray<IOperation> Blocks => blocks;

    public List<Finding>? Findings { get; private set; }

    public List<IMethodSymbol>? Callees { get; private set; }

    /// <summary>Returns one symbol for a method, whether it comes from the declaration or from a call.</summary>
    public static IMethodSymbol Normalize(IMethodSymbol method)
    {
        var original = (method.ReducedFrom ?? method).OriginalDefinition;
        return original.PartialDefinitionPart ?? original;
    }

    public void Run()
    {
        foreach (var operation in OperationWalk.Of(blocks))
        {
            BodyRules.Check(operation, this);
            AddCallees(operation);
        }
    }

    /// <summary>Records a finding, which is reported if a daemon reaches this member.</summary>
    public void Report(
        DiagnosticDescriptor rule, Location location, string subject, bool isAboutDirectory = false, bool isAnywhere = false) =>
        (Findings ??= []).Add(new Finding(rule, location, subject, isAboutDirectory, isAnywhere));

    private void AddCallees(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation invocation:
                AddCallee(invocation.TargetMethod);
                break;
            case IObjectCreationOperation creation:
                AddCallee(creation.Constructor);
                break;
            case IMethodReferenceOperation reference:
                AddCallee(reference.Method);
                break;
            case IPropertyReferenceOperation reference:
                AddAccessors(reference);
                break;
            case IUsingOperation { Resources: { } resources }:
                AddDisposal(resources);
                break;
            case IUsingDeclarationOperation declaration:
                AddDisposal(declaration.DeclarationGroup);
                break;
            case IEventAssignmentOperation { EventReference: IEventReferenceOperation reference } assignment:
                AddCallee(assignment.Adds ? reference.Event.AddMethod : reference.Event.RemoveMethod);
                break;
        }
    }

    private void AddAccessors(IPropertyReferenceOperation reference)
    {
        var isTarget = reference.Parent is IAssignmentOperation assignment && assignment.Target == reference;
        if (!isTarget || reference.Parent is not ISimpleAssignmentOperation)
        {
            AddCallee(reference.Property.GetMethod);
        }

        if (isTarget || reference.Parent is IIncrementOrDecrementOperation)
        {
            AddCallee(reference.Property.SetMethod);
        }
    }

    private void AddDisposal(IOperation resources)
    {
        if (resources is not IVariableDeclarationGroupOperation group)
        {
            AddDisposal(resources.Type);
            return;
        }

        foreach (var local in group.GetDeclaredVariables())
        {
            AddDisposal(local.Type);
        }
    }

    private void AddDisposal(ITypeSymbol? resource)
    {
        if (resource is null || !SymbolEqualityComparer.Default.Equals(resource.ContainingAssembly, method.ContainingAssembly))
        {
            return;
        }

        foreach (var member in resource.GetMembers())
        {
            if (member is IMethodSymbol { Name: "Dispose" or "DisposeAsync", Parameters.Length: 0 } disposal)
            {
                AddCallee(disposal);
            }
        }
    }

    private void AddCallee(IMethodSymbol? callee)
    {
        // The blocks already contain local functions. A member of another assembly has no source here.
        if (callee is not null && callee.MethodKind is not (MethodKind.LocalFunction or MethodKind.AnonymousFunction)
            && SymbolEqualityComparer.Default.Equals(callee.ContainingAssembly, method.ContainingAssembly))
        {
            (Callees ??= []).Add(Normalize(callee));
        }
    }
}
