using System.Globalization;
using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>Reads numbers, flags and policies.</summary>
internal static class PlainSettings
{
    public static SettingModel? ParseNumber(DaemonMethodSymbol method, SettingOption setting) =>
        ParseNumber(method, setting.Property, setting.Range!, setting.Accepted);

    private static SettingModel? ParseNumber(DaemonMethodSymbol method, string property, NumberRange range, string accepted)
    {
        if (method.Constant(property)?.Value is not int number)
        {
            return null;
        }

        var text = number.ToString(CultureInfo.InvariantCulture);
        if (range.Contains(number))
        {
            return new SettingModel(property, text, text);
        }

        method.Report(DiagnosticDescriptors.ValueMustBeInRange, method.SettingLocation(property), property, text, accepted);
        return null;
    }

    /// <summary>Reads the number of instances. Zero means the number of CPUs, which the command line calls "auto".</summary>
    public static SettingModel? ParseInstances(DaemonMethodSymbol method) =>
        ParseNumber(
            method, "Instances", new NumberRange(0, SettingOption.Instances.Range!.Most),
            SettingOption.Instances.Accepted + " (0)") is { } setting
            ? (setting.Text == "0" ? setting with { Text = "auto" } : setting)
            : null;

    public static SettingModel? ParseFlag(DaemonMethodSymbol method, string property) =>
        method.Constant(property)?.Value is bool flag ? new SettingModel(property, flag ? "yes" : "no", flag ? "true" : "false") : null;

    /// <summary>Reads a member of an enumeration, which the command line takes in lowercase.</summary>
    public static SettingModel? ParsePolicy(DaemonMethodSymbol method, string property)
    {
        if (method.Constant(property) is not { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol type, Value: int value })
        {
            return null;
        }

        var members = type.GetMembers().OfType<IFieldSymbol>().Where(static field => field.HasConstantValue).ToArray();
        if (Array.Find(members, field => field.ConstantValue is int known && known == value) is { } member)
        {
            return new SettingModel(property, KebabCase.From(member.Name), $"{type.ToFullName()}.{member.Name}");
        }

        method.Report(
            DiagnosticDescriptors.ValueMustBeInRange,
            method.SettingLocation(property),
            property,
            value.ToString(CultureInfo.InvariantCulture),
            string.Join(" or ", members.Select(member => $"{type.Name}.{member.Name}")));
        return null;
    }
}
