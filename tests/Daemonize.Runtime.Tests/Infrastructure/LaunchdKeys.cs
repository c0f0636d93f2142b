using System.Text.Json.Nodes;

namespace Daemonize.Tests.Infrastructure;

/// <summary>The keys of launchd.plist(5) with the types of their values. Keys with further types are left out.</summary>
internal static class LaunchdKeys
{
    private static readonly Dictionary<string, Predicate<JsonNode>> Limits = new()
    {
        ["Core"] = IsNumber,
        ["CPU"] = IsNumber,
        ["Data"] = IsNumber,
        ["FileSize"] = IsNumber,
        ["MemoryLock"] = IsNumber,
        ["NumberOfFiles"] = IsNumber,
        ["NumberOfProcesses"] = IsNumber,
        ["ResidentSetSize"] = IsNumber,
        ["Stack"] = IsNumber,
    };

    private static readonly Dictionary<string, Predicate<JsonNode>> Conditions = new()
    {
        ["SuccessfulExit"] = IsFlag,
        ["Crashed"] = IsFlag,
        ["NetworkState"] = IsFlag,
        ["AfterInitialDemand"] = IsFlag,
        ["PathState"] = value => IsMapOf(value, IsFlag),
        ["OtherJobEnabled"] = value => IsMapOf(value, IsFlag),
    };

    private static readonly Dictionary<string, Predicate<JsonNode>> CalendarParts = new()
    {
        ["Minute"] = value => IsFrom(value, 0, 59),
        ["Hour"] = value => IsFrom(value, 0, 23),
        ["Day"] = value => IsFrom(value, 1, 31),
        ["Weekday"] = value => IsFrom(value, 0, 7),
        ["Month"] = value => IsFrom(value, 1, 12),
    };

    private static readonly Dictionary<string, Predicate<JsonNode>> All = new()
    {
        ["Label"] = IsText,
        ["Disabled"] = IsFlag,
        ["UserName"] = IsText,
        ["GroupName"] = IsText,
        ["LimitLoadToHosts"] = IsTexts,
        ["LimitLoadFromHosts"] = IsTexts,
        ["LimitLoadToSessionType"] = value => IsText(value) || IsTexts(value),
        ["Program"] = IsText,
        ["BundleProgram"] = IsText,
        ["ProgramArguments"] = IsTexts,
        ["EnableGlobbing"] = IsFlag,
        ["EnableTransactions"] = IsFlag,
        ["EnablePressuredExit"] = IsFlag,
        ["KeepAlive"] = value => IsFlag(value) || Has(value, Conditions),
        ["RunAtLoad"] = IsFlag,
        ["RootDirectory"] = IsText,
        ["WorkingDirectory"] = IsText,
        ["EnvironmentVariables"] = value => IsMapOf(value, IsText),
        ["Umask"] = value => IsFrom(value, 0, 511) || IsText(value),
        ["TimeOut"] = IsNumber,
        ["ExitTimeOut"] = IsNumber,
        ["ThrottleInterval"] = IsNumber,
        ["InitGroups"] = IsFlag,
        ["WatchPaths"] = IsTexts,
        ["QueueDirectories"] = IsTexts,
        ["StartOnMount"] = IsFlag,
        ["StartInterval"] = IsNumber,
        ["StartCalendarInterval"] = value => Has(value, CalendarParts) || IsListOf(value, static item => Has(item, CalendarParts)),
        ["StandardInPath"] = IsText,
        ["StandardOutPath"] = IsText,
        ["StandardErrorPath"] = IsText,
        ["Debug"] = IsFlag,
        ["WaitForDebugger"] = IsFlag,
        ["SoftResourceLimits"] = value => Has(value, Limits),
        ["HardResourceLimits"] = value => Has(value, Limits),
        ["Nice"] = value => IsFrom(value, -20, 20),
        ["ProcessType"] = IsProcessType,
        ["AbandonProcessGroup"] = IsFlag,
        ["LowPriorityIO"] = IsFlag,
        ["LowPriorityBackgroundIO"] = IsFlag,
        ["LaunchOnlyOnce"] = IsFlag,
        ["SessionCreate"] = IsFlag,
        ["LegacyTimers"] = IsFlag,
    };

    /// <summary>Gets the keys that launchd does not have, or whose value has the wrong type or range, or that are missing.</summary>
    public static List<string> FindWrong(JsonObject list)
    {
        string[] needed = ["Label", "ProgramArguments"];
        var wrong = list.Where(static pair => !All.TryGetValue(pair.Key, out var fits) || !fits(pair.Value!));
        return [.. wrong.Select(static pair => pair.Key), .. needed.Where(key => !list.ContainsKey(key))];
    }

    private static bool Has(JsonNode value, Dictionary<string, Predicate<JsonNode>> keys) =>
        value is JsonObject map && map.All(pair => keys.TryGetValue(pair.Key, out var fits) && fits(pair.Value!));

    private static bool IsMapOf(JsonNode value, Predicate<JsonNode> fits) => value is JsonObject map && map.All(pair => fits(pair.Value!));

    private static bool IsListOf(JsonNode value, Predicate<JsonNode> fits) => value is JsonArray list && list.All(item => fits(item!));

    private static bool IsTexts(JsonNode value) => IsListOf(value, IsText);

    private static bool IsText(JsonNode value) => value is JsonValue one && one.TryGetValue<string>(out _);

    private static bool IsFlag(JsonNode value) => value is JsonValue one && one.TryGetValue<bool>(out _);

    private static bool IsNumber(JsonNode value) => IsFrom(value, 0, long.MaxValue);

    private static bool IsFrom(JsonNode value, long least, long most) =>
        value is JsonValue one && one.TryGetValue<long>(out var number) && number >= least && number <= most;

    private static bool IsProcessType(JsonNode value) =>
        IsText(value) && value.GetValue<string>() is "Background" or "Standard" or "Adaptive" or "Interactive";
}
