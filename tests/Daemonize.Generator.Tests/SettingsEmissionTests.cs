using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests;

/// <summary>Every setting of the table is read from the attribute: as the text of its option, in the generated definition.</summary>
public sealed class SettingsEmissionTests
{
    public static TheoryData<string> Names =>
        [.. Setting.All.Where(static setting => setting.IsOfAttribute).Select(static setting => setting.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EverySettingIsEmitted(string name)
    {
        var setting = Array.Find(Setting.All, setting => setting.Name == name)!;
        var (code, text) = SampleOf(setting);
        var generated = GeneratorHost.Generate($$"""
            internal static class News
            {
                [Daemon({{ScheduleFor(setting)}}{{setting.Property}} = {{code}})]
                internal static int Fetch(CancellationToken stop) => 0;

                internal static void Store(int number) { }
            }
            """);
        Assert.Contains($"\"{name}={text}\",", generated, StringComparison.Ordinal);
    }

    /// <summary>What the setting needs to be no contradiction.</summary>
    private static string ScheduleFor(Setting setting) =>
        setting == Setting.TimeZone ? "Cron = \"@daily\", "
        : setting == Setting.Concurrency ? "OnResult = nameof(Store), "
        : setting == Setting.JitterSeed ? "Interval = \"1h\", Jitter = \"1s\", "
        : setting == Setting.MaxParallel ? "Interval = \"1h\", Overlap = OverlapPolicy.Parallel, "
        : setting == Setting.MaxMissed ? "Interval = \"1h\", Missed = MissedPolicy.All, "
        : setting == Setting.RetryDelay ? "MaxRetryDelay = \"1h\", "
        : setting == Setting.RestartDelay ? "MaxRestartDelay = \"1h\", "
        : setting.Scope == SettingScope.Cluster ? "Scope = DaemonScope.Cluster, "
        : setting.Scope == SettingScope.Every || setting == Setting.Interval || setting == Setting.Delay || setting == Setting.Cron ? ""
        : "Interval = \"1h\", ";

    private static (string Code, string Text) SampleOf(Setting setting) => setting.Kind switch
    {
        FlagKind => ("true", "yes"),
        WordKind kind => ($"({typeof(DaemonAttribute).GetProperty(setting.Property)!.PropertyType.Name})1", kind.Words[1]),
        DurationKind => ("\"42m\"", "42m"),
        SizeKind => ("\"1MB\"", "1MB"),
        ModeKind => ("\"77\"", "077"),
        NumberKind => setting.IsList ? ("[17]", "17") : ("17", "17"),
        CronKind => ("\"0 3 * * *\"", "0 3 * * *"),
        PathKind => ("\"/nowhere/x\"", "/nowhere/x"),
        _ => setting.IsList ? ("[\"A=1\"]", "A=1") : ("\"UTC\"", "UTC"),
    };
}
