using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Diagnostics.Body;

/// <summary>What is kept of a member until the end of the compilation.</summary>
/// <param name="Method">The member.</param>
/// <param name="Findings">What stands in it and has not been reported yet, in the order of the text.</param>
/// <param name="Callees">What it calls in this compilation, in the order of the text; some of it more than once.</param>
internal sealed record MemberFacts(IMethodSymbol Method, List<Finding>? Findings, List<IMethodSymbol>? Callees)
{
    public bool HasFacts => Findings is not null || Callees is not null;

    /// <summary>The member for a message, such as <c>'Store'</c>.</summary>
    public string DisplayName => Method switch
    {
        { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => Method.ContainingType.Name,
        { AssociatedSymbol: { } property } => property.Name,
        _ => Method.Name,
    };
}
