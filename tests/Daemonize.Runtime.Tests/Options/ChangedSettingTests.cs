using Daemonize.CompilerServices;
using Daemonize.Options;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Options;

/// <summary>The settings that a card shows: which, from where, and nothing that may be secret.</summary>
public sealed class ChangedSettingTests
{
    [Fact]
    public void SourceIsTheOneThatCounts()
    {
        var configured = new ConfiguredSettings();
        configured.Set("fetch", "StopTimeout", "5s");
        configured.Set("fetch", "StartTimeout", "6s");
        var given = new SuppliedOptions();
        given.AddArgument("stop-timeout", "7s");
        given.SetVariable("DAEMONIZE_NEWSAPP_NICE", "3");
        given.SetVariable("DAEMONIZE_NEWSAPP_START_TIMEOUT", "8s");

        Assert.Equal(
            [
                ("RetryDelay", "2s", "attribute"), ("StartTimeout", "8s", "variable"), ("StopTimeout", "7s", "option"),
                ("Nice", "3", "variable"), ("KeepDescriptors", "7,8", "attribute"),
            ],
            Find(given, configured, "retry-delay=2s", "start-timeout=9s", "keep-descriptors=7", "keep-descriptors=8"));
        Assert.Equal([("StartTimeout", "6s", "configuration"), ("StopTimeout", "5s", "configuration")], Find(new(), configured));
    }

    [Fact]
    public void DefaultIsNotShownWhoeverSetsIt()
    {
        var given = new SuppliedOptions();
        given.AddArgument("stop-timeout", "30s");
        given.AddArgument("log-file", "fetch.log");

        Assert.Empty(Find(given, configured: null, "working-directory=/"));
    }

    /// <summary>The values may be passwords and tokens, wherever they come from.</summary>
    [Fact]
    public void OnlyTheNamesOfEnvironmentVariablesAreShown()
    {
        var given = new SuppliedOptions();
        given.AddArgument("environment", "TOKEN=secret,and=more");
        given.AddArgument("environment", "PATH");

        Assert.Equal(
            [("Environment", "API_KEY,TOKEN,PATH", "option")], Find(given, configured: null, "environment=API_KEY=secret"));
        Assert.Equal([("Environment", "API_KEY", "attribute")], Find(new(), configured: null, "environment=API_KEY=secret"));
    }

    /// <summary>The reader of a card need not know which values are valid: a mistake is reported elsewhere.</summary>
    [Fact]
    public void InvalidValueIsShownAsItIs()
    {
        var given = new SuppliedOptions();
        given.AddArgument("stop-timeout", "soon");

        Assert.Equal([("StopTimeout", "soon", "option")], Find(given, configured: null));
    }

    private static IEnumerable<(string Name, string Text, string Source)> Find(
        SuppliedOptions given, ConfiguredSettings? configured, params string[] settings)
    {
        var definition = Definitions.With("fetch", settings);
        var program = new DaemonProgram
        {
            Name = "newsapp",
            Version = "1",
            Help = "",
            Daemons = [definition],
            Configuration = configured is null ? null : () => configured,
        };
        return new Settings(definition, program, given).FindChanged()
            .Select(static changed => (changed.Setting.Property, changed.Text, changed.Source));
    }
}
