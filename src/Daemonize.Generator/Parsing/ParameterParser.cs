using System.Collections.Immutable;
using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>Reads the parameters of a marked method: those that the runtime supplies, and those that become options.</summary>
internal static class ParameterParser
{
    public static ImmutableArray<ParameterModel> Parse(DaemonMethodSymbol method, string? daemon, Documentation documentation)
    {
        if (method.Symbol.MethodKind != MethodKind.Ordinary)
        {
            // For a local function or accessor, its kind is the only mistake, and the method parser reports it.
            return ImmutableArray<ParameterModel>.Empty;
        }

        var parameters = ImmutableArray.CreateBuilder<ParameterModel>(method.Symbol.Parameters.Length);
        var claims = new OptionClaims(method, daemon is null ? "" : DaemonName.ToOptionsClass(daemon));
        foreach (var parameter in method.Symbol.Parameters)
        {
            if (Parse(method, parameter, claims, documentation) is { } model)
            {
                CheckRepetition(method, parameter, model.Kind, parameters);
                parameters.Add(model);
            }
        }

        CheckDocumentation(method, documentation);
        return parameters.ToImmutable();
    }

    private static ParameterModel? Parse(
        DaemonMethodSymbol method, IParameterSymbol parameter, OptionClaims claims, Documentation documentation)
    {
        if (parameter.Type.IsUnresolved())
        {
            method.LeaveToCompiler();
            return null;
        }

        if (parameter.RefKind != RefKind.None)
        {
            var modifier = method.Parameter(parameter.Ordinal) is { Modifiers: [var first, ..] } ? first.GetLocation() : null;
            method.Report(DiagnosticDescriptors.UnsupportedParameterType, modifier, parameter.Name, "it is passed by reference");
            return null;
        }

        var type = parameter.Type.ToFullName();
        ParameterKind? supplied = type switch
        {
            WellKnownNames.DaemonContext => ParameterKind.Context,
            WellKnownNames.CancellationToken => ParameterKind.CancellationToken,
            WellKnownNames.Logger => ParameterKind.Logger,
            _ => null,
        };
        return supplied is { } kind ? new ParameterModel(kind, type)
            : IsService(method, parameter.Type) ? Service(parameter)
            : OptionParser.Parse(method, parameter, claims, documentation) is { } option
                ? new ParameterModel(ParameterKind.Option, type, option)
            : null;
    }

    private static ParameterModel Service(IParameterSymbol parameter) =>
        new(ParameterKind.Service, parameter.Type.ToAnnotatedName(), IsOptional: parameter.HasExplicitDefaultValue);

    /// <summary>
    /// Returns whether a parameter is a service: the daemon's type configures services, and the parameter's type cannot be an option. A
    /// value type or an array is never a service.
    /// </summary>
    private static bool IsService(DaemonMethodSymbol method, ITypeSymbol type) =>
        type is
        {
            IsReferenceType: true, TypeKind: TypeKind.Class or TypeKind.Interface or TypeKind.Delegate,
            SpecialType: not SpecialType.System_Object
        }
        && !OptionParser.CanBeOption(type)
        && ServicesParser.Find(method.Symbol.ContainingType) is not null;

    private static void CheckRepetition(
        DaemonMethodSymbol method, IParameterSymbol parameter, ParameterKind kind, ImmutableArray<ParameterModel>.Builder earlier)
    {
        if (kind is not (ParameterKind.Option or ParameterKind.Service) && earlier.Any(other => other.Kind == kind))
        {
            method.Report(
                DiagnosticDescriptors.UnsupportedParameterType,
                method.ParameterType(parameter.Ordinal),
                parameter.Name,
                $"another parameter is the {parameter.Type.Name}");
        }
    }

    private static void CheckDocumentation(DaemonMethodSymbol method, Documentation documentation)
    {
        // A compiler that checks documentation comments reports this itself (CS1572).
        if (method.AreCommentsChecked)
        {
            return;
        }

        foreach (var (name, location) in documentation.Parameters())
        {
            if (!method.Symbol.Parameters.Any(parameter => parameter.Name == name))
            {
                method.Warn(DiagnosticDescriptors.DocumentedParameterShouldExist, location, name, method.Symbol.Name);
            }
        }
    }
}
