using System.Globalization;
using Daemonize.Generator.CSharp;
using Daemonize.Generator.Descriptors;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Parsing;

/// <summary>Reads the settings of the daemon's process: its user, its limits and its environment.</summary>
internal static class ContextSettings
{
    public static SettingModel?[] Parse(DaemonMethodSymbol method) =>
    [
        ParseText(method, SettingOption.User, UserName.IsValid),
        ParseText(method, SettingOption.Group, UserName.IsValid),
        PathSettings.ParseDirectory(method, "RootDirectory"),
        PlainSettings.ParseFlag(method, "CoreDumps"),
        PlainSettings.ParseFlag(method, "NoNewPrivileges"),
        PlainSettings.ParseNumber(method, SettingOption.MaxOpenFiles),
        ParseSize(method),
        PlainSettings.ParseNumber(method, SettingOption.Nice),
        ParseDescriptors(method),
        ParseEnvironment(method),
        PathSettings.ParseAbsoluteFile(method, "EnvironmentFile"),
    ];

    private static SettingModel? ParseText(DaemonMethodSymbol method, SettingOption setting, Predicate<string> isValid) =>
        method.Setting(setting.Property) is not { } text ? null
        : isValid(text) ? new SettingModel(setting.Property, text, CSharpText.Literal(text))
        : Refuse(method, setting, text);

    private static SettingModel? ParseSize(DaemonMethodSymbol method) =>
        method.Setting("MaxMemory") is not { } text ? null
        : ByteSize.TryParse(text, out var bytes) && bytes > 0
            ? new SettingModel("MaxMemory", text, bytes.ToString(CultureInfo.InvariantCulture), text)
            : Refuse(method, SettingOption.MaxMemory, text);

    private static SettingModel? ParseDescriptors(DaemonMethodSymbol method)
    {
        if (method.Constants("KeepDescriptors") is not { } elements)
        {
            return null;
        }

        int[] numbers = [.. elements.Select(static element => element.Value).OfType<int>()];
        if (Array.FindIndex(numbers, static number => !SettingOption.KeepDescriptors.Range!.Contains(number)) is >= 0 and var at)
        {
            return Refuse(method, SettingOption.KeepDescriptors, numbers[at].ToString(CultureInfo.InvariantCulture));
        }

        string[] texts = [.. numbers.Select(static number => number.ToString(CultureInfo.InvariantCulture))];
        return new SettingModel("KeepDescriptors", string.Join(",", texts), $"[{string.Join(", ", texts)}]");
    }

    private static SettingModel? ParseEnvironment(DaemonMethodSymbol method)
    {
        if (method.Constants("Environment") is not { } elements)
        {
            return null;
        }

        string[] entries = [.. elements.Select(static element => element.Value as string ?? "")];
        return Array.Find(entries, static entry => !EnvironmentEntry.TryParse(entry, out _, out _)) is { } mistaken
            ? Refuse(method, SettingOption.Environment, mistaken)
            : new SettingModel("Environment", string.Join(" ", entries), $"[{string.Join(", ", entries.Select(CSharpText.Literal))}]");
    }

    private static SettingModel? Refuse(DaemonMethodSymbol method, SettingOption setting, string value)
    {
        var shown = value.Length == 0 ? "empty" : value.Replace("\0", "\\0");
        method.Report(
            DiagnosticDescriptors.ValueMustBeInRange, method.SettingLocation(setting.Property), setting.Property, shown, setting.Accepted);
        return null;
    }
}
