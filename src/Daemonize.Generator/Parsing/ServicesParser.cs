using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>Reads <c>[DaemonServices]</c>: the method that configures the services for the daemons of its type.</summary>
internal static class ServicesParser
{
    /// <summary>
    /// Returns the method of a type that is marked to configure services, even if it is not valid; null if there is none.
    /// </summary>
    public static IMethodSymbol? Find(INamedTypeSymbol? type) =>
        type?.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(static member => MarkOf(member) is not null);

    /// <summary>
    /// Returns the name of the method that configures the services of a daemon method; null if the daemon method takes no service.
    /// </summary>
    public static string? Parse(DaemonMethodSymbol daemon, EquatableArray<ParameterModel> parameters)
    {
        if (!parameters.Any(static parameter => parameter.Kind == ParameterKind.Service)
            || Find(daemon.Symbol.ContainingType) is not { } method)
        {
            return null;
        }

        if (FindObstacle(method) is not null)
        {
            daemon.NoteMistake();
        }

        return method.ToFullName();
    }

    /// <summary>Reports why a marked method cannot configure services.</summary>
    public static void Check(IMethodSymbol method, SyntaxNode declaration, Action<Diagnostic> report)
    {
        if (MarkOf(method) is { ApplicationSyntaxReference: not null } attribute
            && new DaemonMethodSymbol(method, attribute, report) is var mark
            && mark.Declaration == declaration
            && FindObstacle(method) is { } obstacle)
        {
            mark.Report(DiagnosticDescriptors.ServicesMethodMustFit, mark.Identifier, method.Name, obstacle);
        }
    }

    private static string? FindObstacle(IMethodSymbol method) =>
        method.MethodKind != MethodKind.Ordinary ? "it is no method of a type"
        : !method.IsStatic ? "it is not static"
        : method.IsGenericMethod || method.ContainingType.IsGenericType ? "it has type parameters"
        : method.FindAccessObstacle() is { } obstacle ? obstacle
        : method is not { Parameters: [{ RefKind: RefKind.None } parameter] } || parameter.Type.ToFullName() != WellKnownNames.HostBuilder
            ? "it must take an IHostApplicationBuilder and nothing else"
        : method.IsAsync || !method.ReturnsVoid ? "it must return void, and not be async"
        : Find(method.ContainingType) is { } first && !SymbolEqualityComparer.Default.Equals(first, method.PartialDefinitionPart ?? method)
            ? $"'{first.Name}' does that already"
        : null;

    private static AttributeData? MarkOf(IMethodSymbol method) =>
        method.GetAttributes().FirstOrDefault(static attribute => attribute.AttributeClass is
        {
            Name: "DaemonServicesAttribute",
            ContainingNamespace:
            {
                Name: "Hosting", ContainingNamespace: { Name: "Daemonize", ContainingNamespace.IsGlobalNamespace: true },
            },
        });
}
