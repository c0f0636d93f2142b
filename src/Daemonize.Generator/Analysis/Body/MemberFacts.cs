using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>The facts about a member that are kept until the end of the compilation.</summary>
/// <param name="Method">The symbol of the member.</param>
/// <param name="Findings">The findings in the member that are not reported yet, in text order; null if there are none.</param>
/// <param name="Callees">The members of this compilation that it calls, in text order, possibly repeated; null if there are none.</param>
internal sealed record MemberFacts(IMethodSymbol Method, List<Finding>? Findings, List<IMethodSymbol>? Callees)
{
    public bool HasFacts => Findings is not null || Callees is not null;

    /// <summary>Gets the name of the member for a message, such as <c>'Store'</c>.</summary>
    public string DisplayName => Method switch
    {
        { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => Method.ContainingType.Name,
        { AssociatedSymbol: { } property } => property.Name,
        _ => Method.Name,
    };
}
