using Daemonize.CompilerServices;
using Daemonize.Options;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Options;

/// <summary>
/// A contradiction that the build refuses in constants is refused from every other source too, with exit code 2 and one line.
/// </summary>
public sealed class SettingContradictionTests
{
    [Theory]
    [InlineData("--cron=0 0 30 2 *", "it never comes")]
    [InlineData("--cron=0 0 31 4,6,9,11 *", "it never comes")]
    [InlineData("--cron=0 0 0 31 2 ?", "it never comes")]
    [InlineData("--cron=61 * * * *", "--cron takes a cron expression")]
    [InlineData("--time-zone= ", "--time-zone takes an IANA name")]
    [InlineData("--time-zone=Europe/Berln", "does not know 'Europe/Berln'")]
    public void CronIsRefused(string argument, string complaint) => Refuses(Cron(), complaint, argument);

    [Theory]
    [InlineData("--jitter=5s", "--jitter '5s' contradicts Interval '5s': a random wait that long would pass the next slot")]
    [InlineData("--jitter=10000d", "--jitter '10000d' contradicts Interval '5s'")]
    [InlineData("--jitter=2s --interval=1s", "--jitter '2s' contradicts --interval '1s'")]
    [InlineData("--jitter-seed=7", "--jitter-seed '7' contradicts a daemon without Jitter")]
    [InlineData("--max-parallel=3", "--max-parallel '3' contradicts Overlap 'Skip'")]
    [InlineData("--max-parallel=3 --overlap=queue", "--max-parallel '3' contradicts --overlap 'queue'")]
    [InlineData("--max-missed=3", "--max-missed '3' contradicts Missed 'Skip'")]
    [InlineData("--max-missed=3 --missed=once", "--max-missed '3' contradicts --missed 'once'")]
    [InlineData("--retry-delay=2m", "--retry-delay '2m' contradicts MaxRetryDelay '1m': the longest wait is not shorter than the first")]
    [InlineData("--max-retry-delay=1ms", "--max-retry-delay '1ms' contradicts RetryDelay '1s'")]
    [InlineData("--restart-delay=10000d", "--restart-delay '10000d' contradicts MaxRestartDelay '1m'")]
    [InlineData("--max-restart-delay=1ms", "--max-restart-delay '1ms' contradicts RestartDelay '1s'")]
    [InlineData("--restart=never --max-restarts=3", "--max-restarts '3' contradicts --restart 'never'")]
    [InlineData("--restart=never --restart-window=3s", "--restart-window '3s' contradicts --restart 'never'")]
    [InlineData("--pid-file=/nowhere/x --log-file=/nowhere//./x", "the log and the process id cannot share a file")]
    [InlineData("--pid-file=/nowhere/fetch.log", "LogFile '/nowhere/fetch.log' contradicts --pid-file '/nowhere/fetch.log'")]
    [InlineData("--error-file=/nowhere/fetch.pid.lock", "this file is the lock next to the pid file")]
    [InlineData("--log-max-size=1MB --log-file=null", "--log-max-size '1MB' contradicts --log-file 'null'")]
    [InlineData("--log-file=/nowhere/..", "it names a directory")]
    [InlineData("--pid-file=/nowhere/.", "it names a directory")]
    [InlineData("--pid-file=/nowhere/", "it names a directory")]
    [InlineData("--error-file=/a\0b", "no path holds a NUL")]
    [InlineData("--environment-file=/etc/", "it names a directory")]
    [InlineData("--environment-file=-", "it is empty")]
    [InlineData("--working-directory=/a\0b", "no path holds a NUL")]
    [InlineData("--root-directory=/a\0b", "no path holds a NUL")]
    public void IntervalIsRefused(string arguments, string complaint) => Refuses(Interval(), complaint, arguments.Split(' '));

    [Theory]
    [InlineData("--jitter=4999ms")]
    [InlineData("--jitter=10000d --interval=off")]
    [InlineData("--jitter=off --jitter-seed=7")]
    [InlineData("--jitter-seed=0")]
    [InlineData("--max-parallel=3 --overlap=parallel")]
    [InlineData("--max-missed=3 --missed=all")]
    [InlineData("--retry-delay=2m --max-retry-delay=2m")]
    [InlineData("--restart-delay=5s")]
    [InlineData("--restart=always --restart-delay=5s")]
    [InlineData("--log-max-size=1MB --log-file=null --error-file=/nowhere/error.log")]
    [InlineData("--log-max-size=off --log-file=null")]
    public void WhatHoldsTogetherIsFine(string arguments) => Create(Interval(), arguments.Split(' ')).Check();

    [Fact]
    public void MethodThatRunsOnceCannotContinue() =>
        Refuses(
            Definitions.Create("fetch", "/nowhere"), "--on-failure 'continue' contradicts a method that runs once",
            "--on-failure=continue");

    /// <summary>The attribute contradicts the start; settings that the start cannot undo are accepted.</summary>
    [Fact]
    public void AttributeMeetsOption()
    {
        var definition = Definitions.With(
            "fetch", "interval=5s", "jitter=2s", "overlap=parallel", "max-parallel=3", "jitter-seed=7",
            "restart=always", "restart-delay=3s", "log-max-size=4KB", "pid-file=/nowhere/a",
            "log-file=/nowhere/b");
        Refuses(definition, "Jitter '2s' contradicts --interval '1s'", "--interval=1s");
        Refuses(definition, "--max-restart-delay '2s' contradicts RestartDelay '3s'", "--max-restart-delay=2s");
        Create(definition, "--overlap=skip").Check();
        Create(definition, "--jitter=off").Check();
        Create(definition, "--restart=never").Check();
    }

    /// <summary>In a program with several daemons, a variable applies only to the daemons that can use it.</summary>
    [Fact]
    public void VariableForAnotherDaemonIsFine()
    {
        var other =
            Definitions.With("other", "interval=5s", "overlap=parallel", "pid-file=/nowhere/o");
        var given = new SuppliedOptions();
        given.SetVariable("DAEMONIZE_NEWSAPP_MAX_PARALLEL", "3");
        var interval = Interval();
        new Settings(interval, Definitions.CreateProgram(interval, other), given).Check();
        var alone = Assert.Throws<DaemonException>(new Settings(interval, Definitions.CreateProgram(interval), given).Check);
        Assert.Equal("DAEMONIZE_NEWSAPP_MAX_PARALLEL '3' contradicts Overlap 'Skip': it applies only to parallel", alone.Message);
    }

    [Fact]
    public void PidFileOfAnotherDaemonIsRefused()
    {
        var other = Definitions.With("other", "pid-file=/nowhere/o");
        var given = new SuppliedOptions();
        given.AddArgument("pid-file", "/nowhere/./o");
        var interval = Interval();
        var exception = Assert.Throws<DaemonException>(new Settings(interval, Definitions.CreateProgram(interval, other), given).Check);
        Assert.Contains("is the pid file of other", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, exception.ExitCode);
    }

    [Theory]
    [InlineData("Cron", "0 0 30 2 *")]
    [InlineData("TimeZone", " ")]
    public void ConfigurationIsRefusedTheSame(string property, string text)
    {
        var definition = Cron();
        var configured = new ConfiguredSettings();
        configured.Set("fetch", property, text);
        var program =
            new DaemonProgram
            {
                Name = "newsapp",
                Version = "1.0.0",
                Help = "help\n",
                Daemons = [definition],
                Configuration = () => configured
            };
        var exception = Assert.Throws<DaemonException>(new Settings(definition, program, new SuppliedOptions()).Check);
        Assert.StartsWith($"Daemonize:fetch:{property} takes ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, exception.ExitCode);
    }

    [Fact]
    public void HandleIsRefusedTheSame()
    {
        var given = new SuppliedOptions();
        new DaemonOptions { Cron = "0 0 30 2 *" }.AddSettings(given);
        var definition = Cron();
        var exception = Assert.Throws<DaemonException>(new Settings(definition, Definitions.CreateProgram(definition), given).Check);
        Assert.EndsWith("it never comes, for no day matches all of its fields", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The build warns about the attribute's value (DMN218).</summary>
    [Theory]
    [InlineData("0 0 13 * 5", true)]
    [InlineData("0 0 0 1-7 * MON", true)]
    [InlineData("0 0 13 * *", false)]
    [InlineData("0 0 * * 5", false)]
    [InlineData("off", false)]
    public void CronThatRestrictsBothDaysIsWarnedOfWhereverItIsSaid(string text, bool isWarned)
    {
        const string Warning =
            "comes on days that match both the day of month and the day of week, unlike in cron(8), where either is enough: write '*' " +
                "for one of them";
        string? Of(Action<SuppliedOptions> give, ConfiguredSettings? configured = null)
        {
            var definition = Cron();
            var program =
                new DaemonProgram
                {
                    Name = "newsapp",
                    Version = "1.0.0",
                    Help = "help\n",
                    Daemons = [definition],
                    Configuration = () => configured ?? new()
                };
            var given = new SuppliedOptions();
            give(given);
            var settings = new Settings(definition, program, given);
            settings.Check();
            return settings.CronWarning;
        }

        Assert.Equal(isWarned ? $"--cron '{text}' of fetch {Warning}" : null, Of(given => given.AddArgument("cron", text)));
        Assert.Equal(
            isWarned ? $"DAEMONIZE_NEWSAPP_CRON '{text}' of fetch {Warning}" : null,
            Of(given => given.SetVariable("DAEMONIZE_NEWSAPP_CRON", text)));
        var inFile = new ConfiguredSettings();
        inFile.Set("fetch", "Cron", text);
        Assert.Equal(isWarned ? $"Daemonize:fetch:Cron '{text}' of fetch {Warning}" : null, Of(static _ => { }, inFile));
    }

    [Fact]
    public void CronOfTheAttributeIsWarnedOfByTheBuild()
    {
        var definition = Definitions.With("fetch", "cron=0 0 13 * 5");
        Assert.Null(new Settings(definition, Definitions.CreateProgram(definition), new SuppliedOptions()).CronWarning);
    }

    private static DaemonDefinition Interval() => Definitions.Create("fetch", "/nowhere", TimeSpan.FromSeconds(5));

    private static DaemonDefinition Cron() => Definitions.With(
        "fetch", "cron=0 3 * * *", "time-zone=UTC", "pid-file=/nowhere/a", "log-file=/nowhere/b");

    private static void Refuses(DaemonDefinition definition, string complaint, params string[] arguments)
    {
        var exception = Assert.Throws<DaemonException>(() => Create(definition, arguments).Check());
        Assert.Contains(complaint, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        Assert.Equal(2, exception.ExitCode);
    }

    private static Settings Create(DaemonDefinition definition, params string[] arguments)
    {
        var given = new SuppliedOptions();
        foreach (var argument in arguments)
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            given.AddArgument(argument[2..equals], argument[(equals + 1)..]);
        }

        return new Settings(definition, Definitions.CreateProgram(definition), given);
    }
}
