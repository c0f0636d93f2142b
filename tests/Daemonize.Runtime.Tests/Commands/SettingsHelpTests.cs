using System.Text;
using Daemonize.Commands;
using Daemonize.CompilerServices;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Commands;

/// <summary>The settings that <c>help settings</c> and the help of the verbs print.</summary>
public sealed class SettingsHelpTests
{
    private static readonly DaemonDefinition Fetch = Definitions.With(
        "fetch", "interval=10s", "stop-timeout=5s", "log-compress=yes", "keep-descriptors=5",
        "keep-descriptors=7");

    private static readonly DaemonDefinition Serve = Definitions.With("serve", "stop-timeout=5s", "max-retries=7");

    [Fact]
    public void EverySettingOfADaemonHasALine()
    {
        var text = TextOf(Fetch);
        Assert.All(
            Setting.All, setting => Assert.Equal(
                Daemonize.Options.Settings.Has(Fetch, setting), text.Contains($"]{setting.Name} ", StringComparison.Ordinal)
                    || text.Contains($"    --{setting.Name} ", StringComparison.Ordinal)));
        Assert.All(
            text.Split('\n'), line => Assert.True(line.Count(letter => letter == '\t') <= 1 && line.TrimEnd() == line, line));
    }

    [Theory]
    [InlineData("--interval <duration>", "Time between two ticks [default: 10s] [DAEMONIZE_NEWSAPP_INTERVAL]")]
    [InlineData("--[no-]log-compress", "Compress rotated logs [default: yes] [DAEMONIZE_NEWSAPP_LOG_COMPRESS]")]
    [InlineData("--pid-file <path>", "The pid file [default: fetch.pid] [DAEMONIZE_NEWSAPP_PID_FILE]")]
    [InlineData("--user <name>", "User that the daemon runs as; requires root [default: the caller] [DAEMONIZE_NEWSAPP_USER]")]
    [InlineData("--group <name>", "Group that the daemon runs as, instead of the user's primary group [DAEMONIZE_NEWSAPP_GROUP]")]
    [InlineData("--log-format <policy>", "Format of log records: text or json [default: text] [DAEMONIZE_NEWSAPP_LOG_FORMAT]")]
    [InlineData("--keep-descriptors <numbers>",
        "Descriptors of the caller to keep open [default: 5,7] [DAEMONIZE_NEWSAPP_KEEP_DESCRIPTORS]")]
    public void LineHasTheDefaultOfTheAttributeAndTheVariable(string left, string right) =>
        Assert.Contains(("    " + left, right), SettingsHelp.Lines(Definitions.CreateProgram(Fetch), static _ => true));

    /// <summary>A default is shown where all daemons have the same; the word DAEMON stands for the name of any.</summary>
    [Theory]
    [InlineData("--stop-timeout <duration>",
        "Maximum duration of a stop before SIGKILL [default: 5s] [DAEMONIZE_NEWSAPP_STOP_TIMEOUT]")]
    [InlineData("--max-retries <number>", "Maximum number of retries after a failure [DAEMONIZE_NEWSAPP_MAX_RETRIES]")]
    [InlineData("--interval <duration>", "Time between two ticks [default: 10s] [DAEMONIZE_NEWSAPP_INTERVAL]")]
    [InlineData("--pid-file <path>", "The pid file [DAEMONIZE_NEWSAPP_DAEMON_PID_FILE]")]
    public void SeveralDaemonsShareLines(string left, string right) =>
        Assert.Contains(("    " + left, right), SettingsHelp.Lines(Definitions.CreateProgram(Fetch, Serve), static _ => true));

    private static string TextOf(params DaemonDefinition[] daemons)
    {
        var text = new StringBuilder();
        SettingsHelp.Append(text, Definitions.CreateProgram(daemons));
        return text.ToString();
    }
}
