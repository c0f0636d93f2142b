using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.Generator.Analysis;

/// <summary>Recognizes calls of <c>Daemons.Run</c> and <c>Daemons.TryRun</c>, and references to them.</summary>
internal static class RunCalls
{
    /// <param name="operation">An invocation, or a reference to a method.</param>
    /// <param name="daemons">The generated type <c>Daemons</c>.</param>
    public static bool IsRun(IOperation operation, INamedTypeSymbol daemons)
    {
        var method = operation is IInvocationOperation invocation ? invocation.TargetMethod : ((IMethodReferenceOperation)operation).Method;
        return method.Name is "Run" or "TryRun" && SymbolEqualityComparer.Default.Equals(method.ContainingType, daemons);
    }
}
