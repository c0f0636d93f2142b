using System.Collections.Immutable;
using Daemonize.Generator.CSharp;
using Daemonize.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>
/// Reads and checks the settings of the attribute by the table of settings: each becomes the text that its option takes. A setting with a
/// mistake is left out.
/// </summary>
internal static class SettingsParser
{
    public static SettingsModel Parse(DaemonMethodSymbol method)
    {
        var given = ImmutableArray.CreateBuilder<SettingModel>();
        foreach (var setting in Setting.All)
        {
            foreach (var text in TextsOf(method, setting))
            {
                given.Add(new SettingModel(setting.Name, text));
            }
        }

        _ = ParseMember(method, "Scope");
        var settings =
            new SettingsModel(
                new EquatableArray<SettingModel>(given.ToImmutable()), ParseMember(method, "Ready"), method.IsCluster, method.Shards);
        Contradictions.Report(method, settings);
        return settings;
    }

    /// <summary>Returns the value of a setting, or all elements of a list; empty if it is not set or has a mistake.</summary>
    private static List<string> TextsOf(DaemonMethodSymbol method, Setting setting)
    {
        List<string> texts = [];
        foreach (var constant in ConstantsOf(method, setting))
        {
            if (TextOf(setting, constant) is not { } text)
            {
                SettingMistake.ReportMember(method, setting.Property, constant);
                return [];
            }

            if (!setting.Kind.IsValid(text, out var mistake) || SettingMistake.IsOtherMeaning(setting, text, out mistake))
            {
                SettingMistake.Report(method, setting, text, mistake);
                return [];
            }

            texts.Add(text);
        }

        texts.ForEach(text => SettingMistake.Warn(method, setting, text));
        return texts;
    }

    // A value of another type is the compiler's to report.
    private static IEnumerable<TypedConstant> ConstantsOf(DaemonMethodSymbol method, Setting setting) =>
        setting == Setting.Environment ? method.Constants(setting.Property) ?? []
        : setting.IsList ? method.Constants(setting.Property)?.Where(element => IsOfType(setting, element)) ?? []
        : method.Constant(setting.Property) is { } constant && IsOfType(setting, constant) ? [constant]
        : [];

    private static bool IsOfType(Setting setting, TypedConstant constant) => setting.Kind switch
    {
        FlagKind => constant.Value is bool,
        NumberKind or WordKind => constant.Value is int,
        _ => constant.Value is string,
    };

    /// <summary>Returns the text that the option takes for a value; null if the value is not a member of its enumeration.</summary>
    private static string? TextOf(Setting setting, TypedConstant constant) => (setting.Kind, constant.Value) switch
    {
        (FlagKind, bool flag) => flag ? FlagKind.Yes : FlagKind.No,
        (NumberKind number, int value) => number.Format(value),
        (WordKind kind, int value) => value >= 0 && value < kind.Words.Length ? kind.Format(value) : null,
        (ModeKind kind, string text) => Octal.TryParse(text, out var mode) ? kind.Format(mode) : text,
        (_, var value) => value as string ?? "",
    };

    /// <summary>
    /// Returns the member that a property is set to that no option can change; null if the property is not set or has a mistake.
    /// </summary>
    private static string? ParseMember(DaemonMethodSymbol method, string property)
    {
        if (method.Constant(property) is not { Type: INamedTypeSymbol type } constant)
        {
            return null;
        }

        var member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(
            field => field.HasConstantValue && Equals(field.ConstantValue, constant.Value));
        if (member is null)
        {
            SettingMistake.ReportMember(method, property, constant);
            return null;
        }

        return $"{type.ToFullName()}.{member.Name}";
    }
}
