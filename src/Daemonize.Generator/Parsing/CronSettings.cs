using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>Reads the cron expression and its time zone.</summary>
internal static class CronSettings
{
    public static SettingModel? ParseExpression(DaemonMethodSymbol method)
    {
        if (method.Setting("Cron") is not { } text)
        {
            return null;
        }

        if (text == CronText.Off)
        {
            return new SettingModel("Cron", text, CSharpText.Literal(text));
        }

        if (!CronText.TryParse(text, out var expression, out var mistake))
        {
            method.Report(DiagnosticDescriptors.CronMustBeReadable, method.SettingLocation("Cron"), text, mistake);
            return null;
        }

        if (!CronText.Comes(expression))
        {
            method.Report(DiagnosticDescriptors.CronMustCome, method.SettingLocation("Cron"), text);
            return null;
        }

        if (CronText.RestrictsBothDays(text))
        {
            method.Warn(DiagnosticDescriptors.CronShouldNotRestrictBothDays, method.SettingLocation("Cron") ?? method.Identifier, text);
        }

        return new SettingModel("Cron", text, CSharpText.Literal(text));
    }

    public static SettingModel? ParseTimeZone(DaemonMethodSymbol method)
    {
        if (method.Setting("TimeZone") is not { } name)
        {
            return null;
        }

        if (name.Trim().Length == 0)
        {
            method.Report(
                DiagnosticDescriptors.ValueMustBeInRange, method.SettingLocation("TimeZone"), "TimeZone", "empty", TimeZoneName.Accepted);
            return null;
        }

        if (!TimeZoneName.TryFind(name, out _) && IsJudge())
        {
            method.Warn(DiagnosticDescriptors.TimeZoneShouldBeKnown, method.SettingLocation("TimeZone") ?? method.Identifier, name);
        }

        return new SettingModel("TimeZone", name, CSharpText.Literal(name));
    }

    /// <summary>
    /// Returns whether this machine knows IANA time zone names. Without time zone data, or with Windows names, it cannot check a name.
    /// </summary>
    private static bool IsJudge() => TimeZoneName.TryFind("Europe/Berlin", out _);
}
