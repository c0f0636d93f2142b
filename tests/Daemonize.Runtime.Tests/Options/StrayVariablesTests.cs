using System.Collections;
using Daemonize.CompilerServices;
using Daemonize.Options;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Options;

/// <summary>Variables with the prefix of a program's settings that none of its daemons read.</summary>
public sealed class StrayVariablesTests
{
    private static readonly DaemonDefinition Fetch = new()
    {
        Name = "fetch",
        Bind = static _ => static (_, _) => new(0),
        Settings = ["interval=1s"],
        Options = [new() { Name = "api-key", Variable = "NEWSAPP_API_KEY", Accepted = "text" }],
    };

    private static readonly DaemonProgram One = Definitions.CreateProgram(Fetch);

    private static readonly DaemonProgram Two = Definitions.CreateProgram(Fetch, Definitions.Create("serve"));

    [Theory]
    [InlineData("START_TIMOUT", "DAEMONIZE_NEWSAPP_START_TIMEOUT")]
    [InlineData("PIDFILE", "DAEMONIZE_NEWSAPP_PID_FILE")]
    [InlineData("INTERVALL", "DAEMONIZE_NEWSAPP_INTERVAL")]
    [InlineData("FETCH_START_TIMEOUT", "DAEMONIZE_NEWSAPP_START_TIMEOUT")]
    [InlineData("FETCH_PID_FILE", "DAEMONIZE_NEWSAPP_PID_FILE")]
    [InlineData("API_KEY", "NEWSAPP_API_KEY")]
    public void IsToldWithTheNearestName(string name, string meant) => Assert.Equal(
        $"the environment variable DAEMONIZE_NEWSAPP_{name} is not a setting of newsapp and is ignored; did you mean '{meant}'?",
        Assert.Single(Find(One, ("DAEMONIZE_NEWSAPP_" + name, "x"))));

    [Theory]
    [InlineData("PID_FILE", "DAEMONIZE_NEWSAPP_FETCH_PID_FILE")]
    [InlineData("SERVE_LOGFILE", "DAEMONIZE_NEWSAPP_SERVE_LOG_FILE")]
    [InlineData("SERVE_STOP_TIMEOUT", "DAEMONIZE_NEWSAPP_STOP_TIMEOUT")]
    public void FilesOfSeveralDaemonsAreNamedWithThem(string name, string meant) =>
        Assert.EndsWith(
            $"; did you mean '{meant}'?", Assert.Single(Find(Two, ("DAEMONIZE_NEWSAPP_" + name, "x"))), StringComparison.Ordinal);

    /// <summary>A setting that applies to no daemon counts as unknown: no daemon here has a cron expression.</summary>
    [Theory]
    [InlineData("CRON")]
    [InlineData("SOMETHING_ELSE_ENTIRELY")]
    [InlineData("")]
    public void WithoutANearNameTheHelpIsNamed(string name) => Assert.Equal(
        $"the environment variable DAEMONIZE_NEWSAPP_{name} is not a setting of newsapp and is ignored; see 'newsapp --help'",
        Assert.Single(Find(One, ("DAEMONIZE_NEWSAPP_" + name, "x"))));

    [Fact]
    public void EachIsOneLine() => Assert.Equal(
        [
            "the environment variable DAEMONIZE_NEWSAPP_A?B is not a setting of newsapp and is ignored; see 'newsapp --help'",
            "the environment variable DAEMONIZE_NEWSAPP_NICEE is not a setting of newsapp and is ignored; did you mean " +
                "'DAEMONIZE_NEWSAPP_NICE'?",
        ],
        Find(One, ("DAEMONIZE_NEWSAPP_NICEE", "1"), ("DAEMONIZE_NEWSAPP_A\nB", "1")));

    /// <summary>
    /// Known, empty and foreign variables: those of other programs, with similar prefixes, and of a Service called daemonize-newsapp.
    /// </summary>
    [Fact]
    public void AnythingElseIsFine() => Assert.Empty(Find(
        Two,
        ("DAEMONIZE_NEWSAPP_INTERVAL", "1s"),
        ("DAEMONIZE_NEWSAPP_SERVE_PID_FILE", "/run/x.pid"),
        ("DAEMONIZE_NEWSAPP_INTERVALL", ""),
        ("DAEMONIZE_SHOP_INTERVALL", "1s"),
        ("DAEMONIZE_NEWSAPP", "x"),
        ("DAEMONIZE_NEWSAPP2_X", "x"),
        ("NEWSAPP_INTERVAL", "soon"),
        ("NEWSAPP_TIMEOUT", "30"),
        ("daemonize_newsapp_x", "x"),
        ("DAEMONIZE_NEWSAPP_PORT", "tcp://10.0.0.1:80"),
        ("DAEMONIZE_NEWSAPP_SERVICE_HOST", "10.0.0.1")));

    /// <summary>The program newsapp-worker, whose name starts with this one's, has its settings under the same prefix.</summary>
    [Fact]
    public void SettingsOfAProgramWhoseNameGoesOnAreItsOwn() => Assert.Empty(Find(
        Two,
        ("DAEMONIZE_NEWSAPP_WORKER_INTERVAL", "5s"),
        ("DAEMONIZE_NEWSAPP_WORKER_CRON", "0 5 * * *"),
        ("DAEMONIZE_NEWSAPP_WORKER_SEND_PID_FILE", "/run/x.pid")));

    [Fact]
    public void SettingThatItsOwnDaemonDoesNotHaveIsToldAllTheSame() => Assert.Equal(
        "the environment variable DAEMONIZE_NEWSAPP_FETCH_CRON is not a setting of newsapp and is ignored; see 'newsapp --help'",
        Assert.Single(Find(Two, ("DAEMONIZE_NEWSAPP_FETCH_CRON", "0 5 * * *"))));

    private static List<string> Find(DaemonProgram program, params (string Name, string Text)[] variables)
    {
        var environment = new Hashtable();
        foreach (var (name, text) in variables)
        {
            environment.Add(name, text);
        }

        return StrayVariables.Find(program, environment);
    }
}
