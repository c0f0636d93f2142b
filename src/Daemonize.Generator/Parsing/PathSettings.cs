using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>Reads paths and the file mode mask.</summary>
internal static class PathSettings
{
    public static SettingModel? ParseFile(DaemonMethodSymbol method, string property) =>
        method.Setting(property) is { } path
            ? Check(method, property, path, PathRule.FindMistakeOfFile(path) ?? FindOtherMeaning(property, path))
            : null;

    public static SettingModel? ParseDirectory(DaemonMethodSymbol method, string property) =>
        method.Setting(property) is { } path ? Check(method, property, path, PathRule.FindMistakeOfDirectory(path)) : null;

    /// <summary>Reads the path of a file that must be absolute; with '-' before it, the file may be missing.</summary>
    public static SettingModel? ParseAbsoluteFile(DaemonMethodSymbol method, string property) =>
        method.Setting(property) is { } text ? Check(method, property, text, PathRule.FindMistakeOfAbsoluteFile(text)) : null;

    public static SettingModel? ParseUmask(DaemonMethodSymbol method)
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

        return new SettingModel("Umask", CSharpText.Octal(umask), CSharpText.Mode(umask), CSharpText.Octal(umask));
    }

    private static SettingModel? Check(DaemonMethodSymbol method, string property, string path, string? mistake)
    {
        if (mistake is null)
        {
            return new SettingModel(property, path, CSharpText.Literal(path));
        }

        method.Report(
            DiagnosticDescriptors.PathMustBeUsable, method.SettingLocation(property), property, path.Replace("\0", "\\0"), mistake);
        return null;
    }

    /// <summary>
    /// Returns the mistake in a path that looks like a file but is not one: <c>~/x.log</c>, <c>stdout</c>, <c>/dev/stdout</c>.
    /// </summary>
    private static string? FindOtherMeaning(string property, string path) =>
        property == SettingOption.PidFile.Property ? FilePathText.FindPidFileMistake(path)
        : LogTarget.FindMistake(path)
            ?? (LogTarget.FindStream(path) is null
                ? null
                : "a daemon that is started has no stream of its caller's, and 'run' logs to them anyway");
}
