using System.Globalization;
using Daemonize.Generator.Descriptors;
using Microsoft.CodeAnalysis;

namespace Daemonize.Generator.Parsing;

/// <summary>Reports a value of the attribute that its setting does not accept.</summary>
internal static class SettingMistake
{
    /// <summary>Reports a text that the kind of its setting does not accept.</summary>
    public static void Report(DaemonMethodSymbol method, Setting setting, string text, string? mistake)
    {
        var (rule, arguments) = Describe(setting, text, mistake);
        method.Report(rule, method.SettingLocation(setting.Property), arguments);
    }

    /// <summary>Reports a number that is not a member of an enumeration.</summary>
    public static void ReportMember(DaemonMethodSymbol method, string property, TypedConstant constant)
    {
        var members = constant.Type!.GetMembers().OfType<IFieldSymbol>().Where(static field => field.HasConstantValue);
        method.Report(
            DiagnosticDescriptors.ValueMustBeInRange,
            method.SettingLocation(property),
            property,
            Convert.ToString(constant.Value, CultureInfo.InvariantCulture),
            string.Join(" or ", members.Select(member => $"{constant.Type.Name}.{member.Name}")));
    }

    /// <summary>
    /// Whether the path of a log means a stream, such as <c>stdout</c>. On a command line it means that stream of the caller, which a
    /// started daemon does not have.
    /// </summary>
    public static bool IsOtherMeaning(Setting setting, string text, out string? mistake)
    {
        var isStream = (setting == Setting.LogFile || setting == Setting.ErrorFile) && LogTarget.FindStream(text) is not null;
        mistake = isStream ? "a daemon that is started has no stream of its caller's, and 'run' logs to them anyway" : null;
        return isStream;
    }

    /// <summary>Warns about a valid value that is probably not meant.</summary>
    public static void Warn(DaemonMethodSymbol method, Setting setting, string text)
    {
        var rule =
            setting == Setting.Cron && CronText.RestrictsBothDays(text) ? DiagnosticDescriptors.CronShouldNotRestrictBothDays
            : setting == Setting.TimeZone && !TimeZoneName.TryFind(text, out _) && IsJudge() ? DiagnosticDescriptors.TimeZoneShouldBeKnown
            : null;
        if (rule is not null)
        {
            method.Warn(rule, method.SettingLocation(setting.Property) ?? method.Identifier, text);
        }
    }

    private static (DiagnosticDescriptor Rule, object[] Arguments) Describe(Setting setting, string text, string? mistake) =>
        setting.Kind switch
        {
            DurationKind when mistake == DurationKind.NotPositive => (DiagnosticDescriptors.DurationMustBePositive, [setting.Property]),
            DurationKind when mistake == DurationKind.TooShort => (
                DiagnosticDescriptors.ValueMustBeInRange, [setting.Property, text, setting.Accepted]),
            DurationKind kind => (
                DiagnosticDescriptors.DurationMustBeReadable,
                [setting.Property, text, Duration.Accepted + (kind.MayBeOff ? ", or \"off\"" : "")]),
            ModeKind => (DiagnosticDescriptors.UmaskMustBeOctal, [text]),
            CronKind when mistake == CronKind.Never => (DiagnosticDescriptors.CronMustCome, [text]),
            CronKind => (DiagnosticDescriptors.CronMustBeReadable, [text, mistake!]),
            PathKind => (DiagnosticDescriptors.PathMustBeUsable, [setting.Property, text.Replace("\0", "\\0"), mistake!]),
            NumberKind { Auto: not null } => (
                DiagnosticDescriptors.ValueMustBeInRange, [setting.Property, text, setting.Accepted + " (0)"]),
            _ => (
                DiagnosticDescriptors.ValueMustBeInRange,
                [setting.Property, string.IsNullOrWhiteSpace(text) ? "empty" : text.Replace("\0", "\\0"), setting.Accepted]),
        };

    /// <summary>
    /// Returns whether this machine knows IANA time zone names. Without time zone data, or with Windows names, it cannot check a name.
    /// </summary>
    private static bool IsJudge() => TimeZoneName.TryFind("Europe/Berlin", out _);
}
