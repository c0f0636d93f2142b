using System.Globalization;
using Daemonize.CompilerServices;
using Daemonize.Options;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Options;

/// <summary>
/// Tests every duration, number and size at its minimum, at its maximum, one beyond each, and at limits of lower layers (2^31 ms, 49.7
/// days, 2^32, 2^63), by option, variable and configuration file: the value is read correctly or refused with the range.
/// </summary>
public sealed class SettingLimitsTests
{
    private const string Range = "10000d";

    private static readonly string[] LongTimes =
        ["0.0001ms", "1ms", "2147483647ms", "2147483648ms", "24.9d", "4294967294ms", "4294967295ms", "4294967296ms", "49.8d", "60d",
            "10000d"];

    private static readonly string[] NoTimes =
        ["-1s", "10000.0001d", "10000d1ms", "9223372036854775807ms", "9223372036854775808ms", "99999999999999999999d",
            "10675199.02:48:05.4775807", "", "1"];

    /// <summary>The accepted and refused values of each setting, and the other settings that avoid contradictions.</summary>
    private static readonly Dictionary<Setting, Limits> Table = new()
    {
        [Setting.Interval] = Time([]) with { Kind = ScheduleKind.Interval },
        [Setting.Delay] = Time([]) with { Kind = ScheduleKind.Delay },
        [Setting.InitialDelay] = Time([]) with { Accepted = ["0s", "0.00001ms", .. LongTimes], Refused = NoTimes },
        [Setting.Jitter] = Time(["--interval=off"]),
        [Setting.TickTimeout] = Time([]),
        [Setting.Lease] =
            new(["3s", "3000ms", "24.9d", "49.8d", "10000d"], ["0s", "1ms", "2.9999999s", .. NoTimes], "at least 3s")
            {
                With = ["--align-to-clock=yes"],
            },
        [Setting.RetryDelay] = Time(["--max-retry-delay=10000d"]),
        [Setting.MaxRetryDelay] = Time(["--retry-delay=0.0001ms"]),
        [Setting.RestartDelay] = Time(["--max-restart-delay=10000d"]),
        [Setting.MaxRestartDelay] = Time(["--restart-delay=0.0001ms"]),
        [Setting.RestartWindow] = Time([]),
        [Setting.StartTimeout] = Time([]),
        [Setting.StopTimeout] = Time([]),
        [Setting.JitterSeed] = Number(0, int.MaxValue, "--jitter=1ms"),
        [Setting.MaxParallel] = Number(1, int.MaxValue, "--overlap=parallel"),
        [Setting.MaxMissed] = Number(1, 1_000_000, "--missed=all"),
        [Setting.MaxRuns] = Number(0, int.MaxValue),
        [Setting.MaxRetries] = Number(1, int.MaxValue),
        [Setting.MaxFailures] = Number(0, int.MaxValue),
        [Setting.MaxRestarts] = Number(0, int.MaxValue),
        [Setting.Concurrency] = Number(1, 10_000),
        [Setting.Instances] = Number(0, 10_000),
        [Setting.LogBackups] = Number(0, int.MaxValue),
        [Setting.MaxOpenFiles] = Number(16, int.MaxValue),
        [Setting.Nice] = Number(-20, 19),
        [Setting.KeepDescriptors] = Number(5, int.MaxValue),
        [Setting.LogMaxSize] =
            new(["4096", "4KB", "4294967295", "4294967296", "4GB", "8388607T", "9223372036854775807"],
                ["0", "-1", "4095", "3KB", "8388608T", "9223372036854775808"], "9223372036854775807"),
        [Setting.MaxMemory] =
            new(["1", "4294967296", "8388607T", "9223372036854775807"], ["0", "-1", "1.5GB", "8388608T", "9223372036854775808"],
                "9223372036854775807"),
        [Setting.Umask] = new(["0", "000", "777", "0777"], ["1000", "00000", "8", "-1", "4294967296"], "000 to 777"),
        [Setting.User] = new(["0", "4294967294"], ["4294967295", "4294967296", "99999999999"], "4294967294"),
        [Setting.Group] = new(["0", "4294967294"], ["4294967295", "4294967296", "99999999999"], "4294967294"),
    };

    /// <summary>Settings and values, which appear in the names of the tests.</summary>
    public static TheoryData<string, string, bool> Values
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (var (setting, limits) in Table)
            {
                Array.ForEach(limits.Accepted, text => data.Add(setting.Name, text, true));
                Array.ForEach(limits.Refused, text => data.Add(setting.Name, text, false));
            }

            return data;
        }
    }

    [Fact]
    public void TableIsComplete()
    {
        var withLimits =
            Array.FindAll(
                Setting.All, static setting => setting.Placeholder is "duration" or "number" or "numbers" or "size" or "mode");
        Assert.Empty(withLimits.Except(Table.Keys));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void IsReadOrRefusedWithTheRange(string name, string text, bool isFine)
    {
        var setting = Array.Find(Setting.All, setting => setting.Name == name)!;
        var limits = Table[setting];
        foreach (var source in (Source[])[Source.Option, Source.Variable, Source.Configuration])
        {
            if (text.Length == 0 && source != Source.Option)
            {
                // An empty variable counts as not set.
                continue;
            }

            var settings = Create(setting, text, limits, source);
            var failure = Record.Exception(settings.Check);
            if (isFine)
            {
                Assert.Null(failure);
            }
            else
            {
                var exception = Assert.IsType<DaemonException>(failure);
                Assert.Equal(2, exception.ExitCode);
                Assert.Contains(limits.Range, exception.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', exception.Message);
            }
        }
    }

    /// <summary>The full value, not its remainder after an overflow.</summary>
    [Theory]
    [InlineData("4294967296ms")]
    [InlineData("10000d")]
    [InlineData("0.0001ms")]
    public void TimeIsWhole(string text)
    {
        Assert.True(Duration.TryParse(text, out var time));
        Assert.Equal(time, Create(Setting.TickTimeout, text, Table[Setting.TickTimeout], Source.Option).TickTimeout);
        Assert.Equal(time, Create(Setting.StopTimeout, text, Table[Setting.StopTimeout], Source.Option).StopTimeout);
    }

    [Theory]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("9223372036854775800", long.MaxValue - 7)]
    [InlineData("8388607TB", long.MaxValue - (1L << 40) + 1)]
    [InlineData("4294967296", 1L << 32)]
    public void SizeIsWhole(string text, long bytes) =>
        Assert.Equal(bytes, Create(Setting.LogMaxSize, text, Table[Setting.LogMaxSize], Source.Option).LogMaxSize);

    /// <summary>The options of a handle are the same text.</summary>
    [Fact]
    public void HandleIsRefusedTheSame()
    {
        Assert.Null(Record.Exception(Create(new DaemonOptions { TickTimeout = TimeSpan.FromDays(10_000) }).Check));
        foreach (var options in (DaemonOptions[])
        [
            new() { TickTimeout = TimeSpan.MaxValue }, new() { TickTimeout = TimeSpan.MinValue },
            new() { StopTimeout = TimeSpan.FromTicks(-1) },
            new() { StopTimeout = TimeSpan.Zero }, new() { StartTimeout = Timeout.InfiniteTimeSpan },
            new() { InitialDelay = TimeSpan.FromDays(10_001) },
        ])
        {
            Assert.Contains(Range, Assert.Throws<DaemonException>(Create(options).Check).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A configuration file uses the C# name of a member or the command line's, in any case.</summary>
    [Theory]
    [InlineData("OnFailure")]
    [InlineData("onfailure")]
    [InlineData("on-failure")]
    [InlineData("On-Failure")]
    public void ConfigurationNamesMembersAsCSharpDoes(string text) =>
        Assert.Equal(RestartPolicy.OnFailure, Create(Setting.Restart, text, new Limits([], [], ""), Source.Configuration).Restart);

    private static Settings Create(DaemonOptions options)
    {
        var given = new SuppliedOptions();
        options.AddSettings(given);
        var definition = Definitions.Create("fetch", "/nowhere", TimeSpan.FromHours(1));
        return new Settings(definition, Definitions.CreateProgram(definition), given);
    }

    private static Settings Create(Setting setting, string text, Limits limits, Source source)
    {
        var definition = new DaemonDefinition
        {
            Name = "fetch",
            Bind = static _ => static (_, _) => new(0),
            Settings =
            [
                limits.Kind == ScheduleKind.Delay ? "delay=1h" : "interval=1h", "pid-file=/nowhere/a", "log-file=/nowhere/b",
            ],
            Cluster = setting.Scope == SettingScope.Cluster ? ClusterEntry.Support : null,
            Results = limits.Kind == ScheduleKind.Delay ? null : new ResultHandler<string>(static (_, _, _) => default),
        };
        var given = new SuppliedOptions();
        foreach (var argument in limits.With)
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            given.AddArgument(argument[2..equals], argument[(equals + 1)..]);
        }

        var configured = new ConfiguredSettings();
        switch (source)
        {
            case Source.Option:
                given.AddArgument(setting.Name, text);
                break;
            case Source.Variable:
                given.SetVariable(OptionName.ToVariable("newsapp", definition.Name, setting, isOnlyDaemon: true), text);
                break;
            default:
                configured.Set("fetch", setting.Property, text);
                break;
        }

        var program =
            new DaemonProgram
            {
                Name = "newsapp",
                Version = "1.0.0",
                Help = "help\n",
                Daemons = [definition],
                Configuration = () => configured
            };
        return new Settings(definition, program, given);
    }

    private static Limits Time(string[] with) => new(LongTimes, ["0s", "0.00001ms", .. NoTimes], Range) { With = with };

    private static Limits Number(int least, int most, params string[] with)
    {
        string[] beyond =
            [Text(least - 1L), Text(most + 1L), "2147483648", "4294967296", "4294967297", "9223372036854775807", "9223372036854775808",
                "1.5", "0x10"];
        return new Limits([Text(least), Text(least + 1L), Text(most - 1L), Text(most)], beyond, Text(most)) { With = with };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private enum Source
    {
        Option,
        Variable,
        Configuration,
    }

    private sealed record Limits(string[] Accepted, string[] Refused, string Range)
    {
        public string[] With { get; init; } = [];

        public ScheduleKind Kind { get; init; } = ScheduleKind.Interval;
    }
}
