using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>Reads durations.</summary>
internal static class DurationSettings
{
    /// <summary>An infinite duration, as C#.</summary>
    public const string Never = "global::System.Threading.Timeout.InfiniteTimeSpan";

    /// <summary>Reads a duration, or "off".</summary>
    /// <param name="method">The method that has the setting.</param>
    /// <param name="property">The name of the setting.</param>
    /// <param name="off">The definition's value for "off", as C#; null if "off" is the default.</param>
    public static SettingModel? ParseOrOff(DaemonMethodSymbol method, string property, string? off) =>
        method.Setting(property) == CronText.Off
            ? new SettingModel(property, CronText.Off, off, CronText.Off)
            : Parse(method, property, accepted: Duration.Accepted + ", or \"off\"");

    public static SettingModel? Parse(
        DaemonMethodSymbol method, string property, bool mayBeZero = false, string accepted = Duration.Accepted)
    {
        if (method.Setting(property) is not { } text)
        {
            return null;
        }

        if (!Duration.TryParse(text, out var duration))
        {
            method.Report(DiagnosticDescriptors.DurationMustBeReadable, method.SettingLocation(property), property, text, accepted);
            return null;
        }

        if (duration == TimeSpan.Zero && !mayBeZero)
        {
            method.Report(DiagnosticDescriptors.DurationMustBePositive, method.SettingLocation(property), property);
            return null;
        }

        return new SettingModel(property, text, CSharpText.Duration(duration), text, duration);
    }
}
