using Daemonize.Generator.CSharp;
using Daemonize.Generator.Model;
using Daemonize.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace Daemonize.CodeFixes;

/// <summary>Determines which methods could be daemons without a change.</summary>
internal static class DaemonCandidate
{
    public static bool IsSuitable(IMethodSymbol method, INamedTypeSymbol daemonAttribute) =>
        method is
        {
            MethodKind: MethodKind.Ordinary, IsStatic: true, IsGenericMethod: false, IsExtern: false, IsExtensionMethod: false,
            RefKind: RefKind.None
        }
        && method.Name is not ("" or WellKnownMemberNames.EntryPointMethodName)
        && !method.ContainingType.IsGenericType
        && method.FindAccessObstacle() is null
        && method.FindMark(daemonAttribute) is null
        && ReturnsWhatADaemonReturns(method)
        && method.Parameters.All(IsSuppliable);

    private static bool ReturnsWhatADaemonReturns(IMethodSymbol method) =>
        method.ReturnType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) switch
        {
            "void" => !(method.PartialImplementationPart ?? method).IsAsync,
            "int" or "global::System.Threading.Tasks.Task" or "global::System.Threading.Tasks.Task<int>"
                or "global::System.Threading.Tasks.ValueTask" or "global::System.Threading.Tasks.ValueTask<int>" => true,
            _ => false,
        };

    private static bool IsSuppliable(IParameterSymbol parameter) =>
        parameter.RefKind == RefKind.None && (IsSpecial(parameter.Type) || OptionParser.CanBeOption(parameter.Type));

    private static bool IsSpecial(ITypeSymbol type) =>
        type.ToFullName() is WellKnownNames.DaemonContext or WellKnownNames.CancellationToken or WellKnownNames.Logger;
}
