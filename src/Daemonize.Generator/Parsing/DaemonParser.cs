using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>Parses a marked method. The generator and the analyzer share this parser, so they never disagree.</summary>
internal static class DaemonParser
{
    /// <summary>Reports all mistakes of a method, not only the first.</summary>
    public static ParsedMethod Parse(DaemonMethodSymbol method)
    {
        var name = ParseName(method);
        var documentation = method.Documentation;
        var parameters = new EquatableArray<ParameterModel>(ParameterParser.Parse(method, name, documentation));
        var returns = ReturnParser.Parse(method);
        var call = MethodParser.Parse(method, parameters, returns, documentation.Summary);
        var settings = SettingsParser.Parse(method);
        var callbacks = CallbackParser.Parse(method, returns);
        var services = ServicesParser.Parse(method, parameters);
        var silenced = SilencedIds.Of(method.Symbol, ServicesParser.Find(method.Symbol.ContainingType));
        return new ParsedMethod(
            name is null ? null : new HandleModel(name, ParameterModels.OptionsOf(parameters), silenced),
            name is null || call is null || method.HasMistake ? null : new DaemonModel(name, call, settings, callbacks, services));
    }

    // A local function, accessor or other special method cannot be a daemon under any name. The method parser reports it.
    private static string? ParseName(DaemonMethodSymbol method)
    {
        if (method.Symbol.MethodKind != MethodKind.Ordinary)
        {
            return null;
        }

        var name = method.Setting("Name") ?? DaemonName.FromMethod(method.Symbol.Name);
        if (!DaemonName.IsValid(name))
        {
            method.Report(DiagnosticDescriptors.NameMustBeValid, method.SettingLocation("Name"), name, DaemonName.Accepted);
            return null;
        }

        var handle = DaemonName.ToHandle(name);
        if (DaemonName.IsReservedHandle(handle))
        {
            method.Report(
                DiagnosticDescriptors.NameMustBeValid, method.SettingLocation("Name"), name, $"'Daemons.{handle}' means something else");
            return null;
        }

        return name;
    }
}
