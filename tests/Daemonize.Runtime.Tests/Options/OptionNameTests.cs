namespace Daemonize.Tests.Options;

/// <summary>
/// The names of environment variables: no setting uses a name that other software sets or that is an option of any program.
/// </summary>
public sealed class OptionNameTests
{
    [Theory]
    [InlineData("newsapp", "api-key", "NEWSAPP_API_KEY")]
    [InlineData("News.App", "api-key", "NEWS_APP_API_KEY")]
    [InlineData("7up", "api-key", "_7UP_API_KEY")]
    [InlineData("daemonize", "newsapp-interval", "_DAEMONIZE_NEWSAPP_INTERVAL")]
    [InlineData("daemonize", "daemonize-interval", "_DAEMONIZE_DAEMONIZE_INTERVAL")]
    [InlineData("daemonize-newsapp", "interval", "_DAEMONIZE_NEWSAPP_INTERVAL")]
    [InlineData("daemonizer", "interval", "DAEMONIZER_INTERVAL")]
    public void OptionHasTheProgramsPrefix(string program, string option, string variable) =>
        Assert.Equal(variable, OptionName.ToVariable(program, option));

    [Theory]
    [InlineData("newsapp", "DAEMONIZE_NEWSAPP_MAX_RUNS", "DAEMONIZE_NEWSAPP_FETCH_PID_FILE")]
    [InlineData("news-app", "DAEMONIZE_NEWS_APP_MAX_RUNS", "DAEMONIZE_NEWS_APP_FETCH_PID_FILE")]
    [InlineData("7up", "DAEMONIZE_7UP_MAX_RUNS", "DAEMONIZE_7UP_FETCH_PID_FILE")]
    [InlineData("daemonize", "DAEMONIZE_DAEMONIZE_MAX_RUNS", "DAEMONIZE_DAEMONIZE_FETCH_PID_FILE")]
    public void SettingHasAPrefixOfOurs(string program, string maxRuns, string pidFile)
    {
        Assert.Equal(maxRuns, OptionName.ToVariable(program, "fetch", Setting.MaxRuns, isOnlyDaemon: false));
        Assert.Equal(maxRuns, OptionName.ToVariable(program, "fetch", Setting.MaxRuns, isOnlyDaemon: true));
        Assert.Equal(pidFile, OptionName.ToVariable(program, "fetch", Setting.PidFile, isOnlyDaemon: false));
        Assert.Equal(
            pidFile.Replace("FETCH_", "", StringComparison.Ordinal),
            OptionName.ToVariable(program, "fetch", Setting.PidFile, isOnlyDaemon: true));
    }

    /// <summary>The store is where a server is, like the addresses that a method takes, and all daemons of the program share it.</summary>
    [Theory]
    [InlineData("newsapp", "NEWSAPP_CLUSTER")]
    [InlineData("news.app", "NEWS_APP_CLUSTER")]
    [InlineData("daemonize", "_DAEMONIZE_CLUSTER")]
    public void StoreHasTheNameOfAnOption(string program, string variable)
    {
        Assert.Equal(variable, OptionName.ToVariable(program, "fetch", Setting.Cluster, isOnlyDaemon: false));
        Assert.Equal(variable, OptionName.ToVariable(program, "fetch", Setting.Cluster, isOnlyDaemon: true));
    }

    /// <summary>
    /// Two daemons must not write to one file because of one variable; only variables that they may share lack the daemon's name.
    /// </summary>
    [Fact]
    public void EachFileOfSeveralDaemonsHasItsOwnVariable() => Assert.All(Setting.All, static setting => Assert.Equal(
        setting == Setting.PidFile || setting == Setting.LogFile || setting == Setting.ErrorFile,
        OptionName.ToVariable("newsapp", "fetch", setting, isOnlyDaemon: false)
            != OptionName.ToVariable("newsapp", "prune", setting, isOnlyDaemon: false)));

    /// <summary>Whatever the names of its daemons, no two settings of a program share a variable.</summary>
    [Fact]
    public void NoTwoSettingsHaveOneVariable()
    {
        string[] daemons = ["fetch", "a", "log", "error", "pid", "max", "fetch-log", "fetch-error"];
        HashSet<(string Variable, string Setting, string Daemon)> all = [];
        foreach (var setting in Setting.All)
        {
            foreach (var daemon in daemons)
            {
                all.Add(
                    (OptionName.ToVariable("newsapp", daemon, setting, isOnlyDaemon: false), setting.Name, setting.IsPlace ? daemon : ""));
            }
        }

        Assert.Equal(all.Count, all.Select(static one => one.Variable).Distinct().Count());
    }
}
