using Daemonize.Generator.Diagnostics;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>Reads and checks what the attribute says. A setting with a mistake is left out.</summary>
internal static class SettingsParser
{
    public static SettingsModel Parse(MarkedMethod method)
    {
        var settings = Read(method);
        Contradictions.Report(method, settings);
        return settings;
    }

    private static SettingsModel Read(MarkedMethod method) => new(
        ParseFile(method, "PidFile"),
        ParseFile(method, "LogFile"),
        ParseDuration(method, "Interval"),
        ParseDuration(method, "InitialDelay", mayBeZero: true),
        ParseDuration(method, "StartTimeout"),
        ParseDuration(method, "StopTimeout"),
        ParseDirectory(method, "WorkingDirectory"),
        ParseUmask(method));

    private static DurationModel? ParseDuration(MarkedMethod method, string property, bool mayBeZero = false)
    {
        if (method.Setting(property) is not { } text)
        {
            return null;
        }

        if (!Duration.TryParse(text, out var duration))
        {
            method.Report(DiagnosticDescriptors.DurationMustBeReadable, method.SettingLocation(property), property, text, Duration.Accepted);
            return null;
        }

        if (duration == TimeSpan.Zero && !mayBeZero)
        {
            method.Report(DiagnosticDescriptors.DurationMustBePositive, method.SettingLocation(property), property);
            return null;
        }

        return new DurationModel(text, duration);
    }

    private static string? ParseFile(MarkedMethod method, string property)
    {
        if (method.Setting(property) is not { } path)
        {
            return null;
        }

        return CheckPath(method, property, path, FindMistake(path) ?? (IsDirectory(path) ? "it names a directory" : null));
    }

    private static string? ParseDirectory(MarkedMethod method, string property)
    {
        if (method.Setting(property) is not { } path)
        {
            return null;
        }

        return CheckPath(method, property, path, FindMistake(path) ?? (path[0] == '/' ? null : "it must be absolute"));
    }

    private static string? CheckPath(MarkedMethod method, string property, string path, string? mistake)
    {
        if (mistake is null)
        {
            return path;
        }

        method.Report(DiagnosticDescriptors.PathMustBeUsable, method.SettingLocation(property), property, path.Replace("\0", "\\0"), mistake);
        return null;
    }

    private static string? FindMistake(string path) =>
        path.Length == 0 ? "it is empty" : path.IndexOf('\0') >= 0 ? "no path holds a NUL" : null;

    private static bool IsDirectory(string path) => path.Substring(path.LastIndexOf('/') + 1) is "" or "." or "..";

    private static int? ParseUmask(MarkedMethod method)
    {
        if (method.Setting("Umask") is not { } text)
        {
            return null;
        }

        if (!Octal.TryParse(text, out var umask))
        {
            method.Report(DiagnosticDescriptors.UmaskMustBeOctal, method.SettingLocation("Umask"), text);
            return null;
        }

        return umask;
    }
}
