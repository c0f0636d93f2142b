using System.Reflection;
using Daemonize.CompilerServices;
using Daemonize.Options;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Options;

/// <summary>
/// The table of settings and the types that repeat it agree, so a setting that is forgotten in one of them fails here: the attribute, the
/// options of a handle, the accessors, and the enumerations.
/// </summary>
public sealed class SettingTableTests
{
    /// <summary>The properties of the attribute that are not settings: the name, the callbacks, and what no start can change.</summary>
    private static readonly string[] NotSettings =
        ["IgnoredSignals", "Name", "OnError", "OnReload", "OnResult", "OnStart", "OnStop", "Ready", "Scope", "Shards"];

    /// <summary>The names of the settings that are not lists.</summary>
    public static TheoryData<string> NamesWithoutLists =>
        [.. Setting.All.Where(static setting => !setting.IsList).Select(static setting => setting.Name)];

    [Fact]
    public void TableHasEveryField() => Assert.Equal(
        typeof(Setting).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => field.GetValue(null))
            .OfType<Setting>().ToHashSet(),
        Setting.All.ToHashSet());

    [Fact]
    public void NamesDifferAndFieldsAreTheProperties()
    {
        Assert.Equal(Setting.All.Length, Setting.All.Select(static setting => setting.Name).Distinct().Count());
        Assert.All(Setting.All, static setting => Assert.Same(setting, typeof(Setting).GetField(setting.Property)?.GetValue(null)));
    }

    /// <summary>The help cuts the table where the group changes.</summary>
    [Fact]
    public void GroupsAreInTheirOrder() =>
        Assert.Equal(Setting.All.OrderBy(static setting => setting.Section), Setting.All);

    [Fact]
    public void PropertiesOfTheAttributeAreTheTableAndTheCallbacks() => Assert.Equal(
        Setting.All.Where(static setting => setting.IsOfAttribute).Select(static setting => setting.Property).Concat(NotSettings)
            .Order(StringComparer.Ordinal),
        typeof(DaemonAttribute).GetProperties().Where(static property => property.DeclaringType == typeof(DaemonAttribute))
            .Select(static property => property.Name).Order(StringComparer.Ordinal));

    /// <summary>A handle finds its daemon by the pid file, so that is the only setting that a start from C# cannot change.</summary>
    [Fact]
    public void PropertiesOfTheOptionsAreTheTableWithoutThePidFile() => Assert.Equal(
        Setting.All.Select(static setting => setting.Property).Where(static name => name != "PidFile").Order(StringComparer.Ordinal),
        typeof(DaemonOptions).GetProperties().Select(static property => property.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void DefaultsAreValidAndThoseOfTheAttribute()
    {
        var attribute = new DaemonAttribute();
        foreach (var setting in Setting.All)
        {
            if (setting.DefaultText("fetch") is not { } text)
            {
                continue;
            }

            Assert.True(setting.Kind.IsValid(text, out _), setting.Name);
            if (setting.IsOfAttribute)
            {
                var value = typeof(DaemonAttribute).GetProperty(setting.Property)!.GetValue(attribute);
                Assert.Equal(value is null or string ? value : ValueOf(setting, text), value is Enum ? (int)value : value);
            }
        }
    }

    /// <summary>The words of a policy are the members of its enumeration, in their order.</summary>
    [Fact]
    public void WordsAreTheMembers()
    {
        foreach (var setting in Setting.All.Where(static setting => setting.Kind is WordKind))
        {
            var type = typeof(DaemonAttribute).GetProperty(setting.Property)!.PropertyType;
            Assert.Equal(
                Enum.GetNames(type).Select(static name => name.ToUpperInvariant()),
                setting.Words.Select(static word => word.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant()));
            Assert.Equal(Enumerable.Range(0, setting.Words.Length), Enum.GetValuesAsUnderlyingType(type).Cast<int>());
        }
    }

    /// <summary>
    /// A setting has the same value, by the accessor of its name, from every source; and one that is not set has another.
    /// </summary>
    [Theory]
    [MemberData(nameof(NamesWithoutLists))]
    public void EverySourceIsRead(string name)
    {
        var setting = Find(name);
        var text = SampleOf(setting);
        var expected = Read(setting, DefinitionOf(setting, $"{name}={text}"), static _ => { });
        if (setting != Setting.TimeZone)
        {
            // The local zone of this machine may be UTC, or may not be known.
            Assert.NotEqual(Read(setting, DefinitionOf(setting), static _ => { }), expected);
        }

        Assert.Equal(expected, Read(setting, DefinitionOf(setting), given => given.AddArgument(name, text)));
        var variable = OptionName.ToVariable("newsapp", "fetch", setting, isOnlyDaemon: true);
        Assert.Equal(expected, Read(setting, DefinitionOf(setting), given => given.SetVariable(variable, text)));
        var configured = new ConfiguredSettings();
        configured.Set("fetch", setting.Property, text);
        Assert.Equal(expected, Read(setting, DefinitionOf(setting), static _ => { }, configured));
    }

    /// <summary>A command line beats a variable, which beats the configuration file, which beats the attribute.</summary>
    [Fact]
    public void ArgumentsPrecedeVariablesThenConfigurationThenTheAttribute()
    {
        var definition = Definitions.With("fetch", "interval=1h", "max-runs=1", "pid-file=/nowhere/a");
        var configured = new ConfiguredSettings();
        Assert.Equal("1", Read(Setting.MaxRuns, definition, static _ => { }, configured));
        configured.Set("fetch", "MaxRuns", "2");
        Assert.Equal("2", Read(Setting.MaxRuns, definition, static _ => { }, configured));
        Assert.Equal("3", Read(Setting.MaxRuns, definition, SetVariable, configured));
        Assert.Equal("4", Read(Setting.MaxRuns, definition, SetBoth, configured));

        static void SetVariable(SuppliedOptions given) => given.SetVariable("DAEMONIZE_NEWSAPP_MAX_RUNS", "3");

        static void SetBoth(SuppliedOptions given)
        {
            SetVariable(given);
            given.AddArgument("max-runs", "4");
        }
    }

    /// <summary>
    /// Every option of a handle reaches the daemon, as text that reads as the same value. The URL of a store is not on the command line.
    /// </summary>
    [Fact]
    public void EveryOptionOfAHandleIsPassedOn()
    {
        foreach (var setting in Setting.All.Where(static setting => setting != Setting.PidFile && setting.IsOfAttribute))
        {
            var options = new DaemonOptions();
            var property = typeof(DaemonOptions).GetProperty(setting.Property)!;
            property.SetValue(options, OptionOf(setting, property.PropertyType));
            var given = new SuppliedOptions();
            options.AddSettings(given);
            var text = Assert.Single(given.AllOf(setting.Name));
            Assert.Single(given.Arguments);
            Assert.Equal(ValueOf(setting, SampleOf(setting)), ValueOf(setting, text));
        }
    }

    private static Setting Find(string name) => Array.Find(Setting.All, setting => setting.Name == name)!;

    /// <summary>A valid text that is not the default.</summary>
    private static string SampleOf(Setting setting) => setting.Kind switch
    {
        FlagKind => setting.DefaultText("fetch") == FlagKind.Yes ? FlagKind.No : FlagKind.Yes,
        WordKind kind => kind.Words[^1],
        DurationKind => "42m",
        SizeKind => "1MB",
        ModeKind => "077",
        NumberKind => "17",
        CronKind => "0 3 * * 1",
        PathKind => "/nowhere/x",
        _ when setting == Setting.Cluster => "file:/nowhere/x",
        _ when setting == Setting.TimeZone => "Europe/Berlin",
        _ when setting == Setting.Environment => "A=1",
        _ => "nobody",
    };

    private static object? ValueOf(Setting setting, string text)
    {
        var value = setting.Kind.GetType().GetMethod("Read")!.Invoke(setting.Kind, [text]);
        return value is SettingTime time ? (TimeSpan)time : value;
    }

    private static object? OptionOf(Setting setting, Type type)
    {
        var value = ValueOf(setting, SampleOf(setting));
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        return wanted.IsEnum ? Enum.ToObject(wanted, value!)
            : wanted == typeof(IReadOnlyList<int>) ? new List<int> { (int)value! }
            : wanted == typeof(IReadOnlyList<string>) ? new List<string> { (string)value! }
            : value;
    }

    private static DaemonDefinition DefinitionOf(Setting setting, params string[] settings)
    {
        var schedule = setting.Scope switch
        {
            SettingScope.Delay => "delay=1h",
            SettingScope.Cron => "cron=0 4 * * *",
            _ => "interval=1h",
        };
        return new()
        {
            Name = "fetch",
            Cluster = setting.Scope == SettingScope.Cluster ? ClusterEntry.Support : null,
            Bind = static _ => static (_, _) => new(0),
            Settings = [.. settings, schedule],
            Results = new ResultHandler<string>(static (_, _, _) => default),
        };
    }

    private static string? Read(
        Setting setting, DaemonDefinition definition, Action<SuppliedOptions> supply, ConfiguredSettings? configured = null)
    {
        var given = new SuppliedOptions();
        supply(given);
        var program =
            new DaemonProgram
            {
                Name = "newsapp",
                Version = "1.0.0",
                Help = "help\n",
                Daemons = [definition],
                Configuration = () => configured ?? new ConfiguredSettings(),
            };
        var settings = new Settings(definition, program, given);
        var name = setting == Setting.Instances && settings.GivenInstances is not null ? nameof(Settings.GivenInstances)
            : setting == Setting.Instances ? nameof(Settings.DefinedInstances)
            : setting.Property;
        return typeof(Settings).GetProperty(name)!.GetValue(settings)?.ToString();
    }
}
