using System.Collections.Immutable;
using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>DMN112: a named mutex anywhere in a program that has a daemon, because such guards are often in <c>Main</c>.</summary>
internal sealed class MutexRule()
    : BodyRule(DiagnosticDescriptors.MutexShouldNotGuardInstance, OperationKind.Invocation, OperationKind.ObjectCreation)
{
    public override void Check(IOperation operation, MemberScan scan)
    {
        var isNamed = operation switch
        {
            IObjectCreationOperation { Constructor: { } constructor } creation => IsMutex(constructor) && HasName(creation.Arguments),
            IInvocationOperation { TargetMethod: { Name: "OpenExisting" or "TryOpenExisting" } method } => IsMutex(method),
            _ => false,
        };
        if (isNamed)
        {
            scan.Report(Descriptor, operation.Syntax.GetLocation(), "Mutex", isAnywhere: true);
        }
    }

    private static bool IsMutex(IMethodSymbol method) => method.IsMemberOf("System.Threading", "Mutex");

    private static bool HasName(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { Name: "name" })
            {
                return argument.Value.ConstantValue is not { HasValue: true, Value: null };
            }
        }

        return false;
    }
}
