using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daemonize.Generator.Parsing;

/// <summary>
/// Determines whether a daemon method certainly builds a host: it calls the API of Daemonize.Hosting. Only the syntax is checked, as in
/// <see cref="HostOfEntryPoint"/>; methods that the daemon method calls are not followed.
/// </summary>
internal static class HostOfMethod
{
    public static bool IsBuilt(IMethodSymbol method) =>
        (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences
            .Any(static declaration => declaration.GetSyntax().DescendantNodes().Any(IsCall));

    private static bool IsCall(SyntaxNode node) => node is InvocationExpressionSyntax { Expression: var called } && called switch
    {
        MemberAccessExpressionSyntax access => IsOfHost(access.Name),
        MemberBindingExpressionSyntax binding => IsOfHost(binding.Name),
        SimpleNameSyntax name => IsOfHost(name),
        _ => false,
    };

    private static bool IsOfHost(SimpleNameSyntax name) =>
        name.Identifier.ValueText is "RunHostAsync" or "RunAsDaemonAsync" or "UseDaemonize";
}
