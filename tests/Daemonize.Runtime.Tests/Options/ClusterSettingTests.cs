using Daemonize.Arguments;
using Daemonize.CompilerServices;
using Daemonize.Identity;
using Daemonize.Options;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Options;

/// <summary>The settings of a daemon whose processes share a schedule: what contradicts it, its store, and its password.</summary>
public sealed class ClusterSettingTests
{
    [Theory]
    [InlineData("--no-align-to-clock", "--align-to-clock 'false' contradicts Scope 'Cluster': machines share no other slots")]
    [InlineData("--interval=1.5ms", "--interval '1.5ms' contradicts Scope 'Cluster': the store has slots of whole milliseconds")]
    [InlineData("--max-runs=3", "--max-runs '3' contradicts Scope 'Cluster'")]
    [InlineData("--interrupted=rerun --overlap=parallel", "--interrupted 'rerun' contradicts --overlap 'parallel'")]
    [InlineData("--lease=2s", "--lease must be at least 3s, not '2s'")]
    [InlineData("--interrupted=retry", "--interrupted takes skip or rerun, not 'retry'")]
    [InlineData("--cluster=db", "--cluster takes the URL of a store, such as postgres://newsapp@db/news, or file: for this machine, not 'db'")]
    [InlineData("--cluster=postgres://db", "--cluster 'postgres://db' requires the package Daemonize.Cluster.PostgreSql")]
    [InlineData("--cluster=rediss://db", "requires the package Daemonize.Cluster.Redis, which newsapp does not reference: dotnet add package")]
    [InlineData("--cluster=etcd://db", "requires the package Daemonize.Cluster.Etcd")]
    [InlineData("--cluster=kubernetes:", "requires the package Daemonize.Cluster.Kubernetes")]
    [InlineData("--cluster=mysql://db", "--cluster takes a URL that begins with file:, not 'mysql://db'")]
    public void IntervalIsRefused(string arguments, string complaint) => Refuses(OfInterval(), complaint, arguments);

    [Theory]
    [InlineData("--interval=off --no-align-to-clock")]
    [InlineData("--interval=500ms")]
    [InlineData("--max-runs=0")]
    [InlineData("--interrupted=rerun --overlap=queue")]
    [InlineData("--cluster=file:/srv/news?group=staging")]
    [InlineData("--no-fence")]
    public void WhatHoldsTogetherIsFine(string arguments) => Create(OfInterval(), arguments).Check();

    [Theory]
    [InlineData("--time-zone=local", "--time-zone 'local' contradicts Scope 'Cluster': the local time differs from machine to machine")]
    public void LocalTimeIsRefused(string arguments, string complaint) => Refuses(OfCron(), complaint, arguments);

    /// <summary>Shards imply the scope of a cluster.</summary>
    [Fact]
    public void WhatAClusterRefusesIsRefusedForShards() => Refuses(
        Definitions.OfShards("fetch", 8, "interval=5s", "align-to-clock=yes"), "--max-runs '3' contradicts Scope 'Cluster'", "--max-runs=3");

    /// <summary>With shards, MaxParallel limits the ticks of all shards, whatever Overlap says about those of one.</summary>
    [Theory]
    [InlineData("skip")]
    [InlineData("queue")]
    [InlineData("parallel")]
    [InlineData("replace")]
    public void ShardsHaveALimitOfTicksAtATime(string overlap)
    {
        var definition = Definitions.OfShards("fetch", 8, "interval=5s", "align-to-clock=yes");
        var settings = Create(definition, $"--max-parallel=3 --overlap={overlap}");
        settings.Check();
        Assert.Equal((8, 3), (settings.Shards, settings.MaxParallel));
        Assert.Equal((8, 10), (Create(definition).Shards, Create(definition).MaxParallel));
    }

    [Fact]
    public void LimitOfTicksAtATimeRequiresShardsOrParallel() => Refuses(
        OfInterval(), "--max-parallel '3' contradicts Overlap 'Skip': it applies only to parallel", "--max-parallel=3");

    [Fact]
    public void DelayIsRefused() =>
        Refuses(Definitions.OfCluster("fetch", "delay=1s"), "--delay '2s' contradicts Scope 'Cluster'", "--delay=2s");

    /// <summary>The build warns about the attribute's value (DMN504).</summary>
    [Fact]
    public void ShortIntervalIsWarnedOf()
    {
        Assert.Equal(
            "--interval '999ms' of fetch is shorter than 1s: the store is asked at each slot",
            Create(OfInterval(), "--interval=999ms").ScheduleWarning);
        Assert.Null(Create(OfInterval(), "--interval=1s").ScheduleWarning);
        Assert.Null(Create(Definitions.With("fetch", "interval=5s"), "--interval=999ms").ScheduleWarning);
        Assert.Null(Create(Definitions.OfCluster("fetch", "interval=9ms", "align-to-clock=yes")).ScheduleWarning);
    }

    [Fact]
    public void DefaultsAreThoseOfTheTable()
    {
        var settings = Create(OfInterval());
        Assert.Equal("file:", settings.Cluster.Text);
        Assert.Null(settings.FindStore());
        Assert.Equal(
            (TimeSpan.FromSeconds(15), InterruptedPolicy.Skip, true), (settings.Lease, settings.Interrupted, settings.Fence));
    }

    [Fact]
    public void StoreIsFoundByItsScheme()
    {
        var definition = OfInterval();
        ClusterStoreEntry[] stores = [new("memory", static _ => throw new NotSupportedException()), new("other", static _ => null!)];
        var program = new DaemonProgram { Name = "newsapp", Version = "1", Help = "", Daemons = [definition], Stores = stores };
        Assert.Same(stores[0], Of("MEMORY:x").FindStore());
        Assert.Same(stores[1], Of("other://x").FindStore());
        var exception = Assert.Throws<DaemonException>(Of("mysql://u:secret@db").Check);
        Assert.Equal(
            "NEWSAPP_CLUSTER takes a URL that begins with file:, memory: or other:, not 'mysql://u:***@db'; correct or unset this " +
            "environment variable", exception.Message);
        Assert.Equal(2, exception.ExitCode);

        Settings Of(string url)
        {
            var given = new SuppliedOptions();
            given.SetVariable("NEWSAPP_CLUSTER", url);
            return new Settings(definition, program, given);
        }
    }

    /// <summary>Every process of the machine can read a command line.</summary>
    [Theory]
    [InlineData("start", "--cluster=postgres://u:secret@db/news")]
    [InlineData("run", "--cluster=redis://:secret@db")]
    [InlineData("unit", "--cluster=redis://db?password=secret")]
    [InlineData("start", "--cluster=u:secret@db")]
    public void PasswordOnTheCommandLineIsRefused(string verb, string argument)
    {
        var program = Definitions.CreateProgram(OfInterval());
        var exception = Assert.Throws<DaemonException>(() => CommandLine.Parse(program, [verb, argument, "--cluster=file:"]));
        Assert.Equal(
            "--cluster must not contain a password, which every user sees in ps(1); set NEWSAPP_CLUSTER instead", exception.Message);
        Assert.Equal(2, exception.ExitCode);
        CommandLine.Parse(program, ["start", "--cluster=postgres://u@db:5432/news"]);
    }

    [Fact]
    public void OtherDaemonHasNone()
    {
        var program = Definitions.CreateProgram(Definitions.With("fetch"));
        foreach (var name in (string[])["cluster", "lease", "interrupted", "fence"])
        {
            Assert.Equal(
                $"fetch has no option '--{name}'",
                Assert.Throws<DaemonException>(() => CommandLine.Parse(program, ["start", $"--{name}=x"])).Message);
        }
    }

    [Fact]
    public void PasswordIsMaskedWhereverItIsShown()
    {
        var given = new SuppliedOptions();
        given.SetVariable("NEWSAPP_CLUSTER", "postgres://u:secret@db/news");
        var definition = OfInterval();
        var settings = new Settings(definition, Definitions.CreateProgram(definition), given);
        Assert.Equal("postgres://u:***@db/news", settings.FindChanged().Find(static one => one.Setting == Setting.Cluster)?.Text);
        Assert.Equal("postgres://u:***@db/news", $"{settings.Cluster}");
        Assert.Contains("'postgres://u:***@db/news'", Assert.Throws<DaemonException>(settings.Check).Message, StringComparison.Ordinal);
        given.SetVariable("NEWSAPP_CLUSTER", "u_u:secret@db");
        Assert.Contains("'u_u:***@db'", Assert.Throws<DaemonException>(settings.Check).Message, StringComparison.Ordinal);
    }

    /// <summary>In a program without a cluster, the variable is that of an option of the method.</summary>
    [Fact]
    public void OptionOfThatNameKeepsItsVariable()
    {
        var variables = Definitions.CreateInstance("fetch", "/nowhere").VariableNames;
        Assert.DoesNotContain("NEWSAPP_CLUSTER", variables);
        Assert.Contains("DAEMONIZE_NEWSAPP_USER", variables);
        var definition = OfInterval();
        Assert.Contains(
            "NEWSAPP_CLUSTER",
            new DaemonInstance(definition, Definitions.CreateProgram(definition), new SuppliedOptions()).VariableNames);
    }

    [Fact]
    public void OtherNameOfTheVariableIsStray()
    {
        var program = Definitions.CreateProgram(OfInterval());
        var variables = new Dictionary<string, string>
        {
            ["DAEMONIZE_NEWSAPP_CLUSTER"] = "file:",
            ["NEWSAPP_CLUSTER"] = "file:",
            ["DAEMONIZE_NEWSAPP_LEASE"] = "3s",
        };
        Assert.Equal(
            "the environment variable DAEMONIZE_NEWSAPP_CLUSTER is not a setting of newsapp and is ignored; did you mean " +
            "'NEWSAPP_CLUSTER'?", Assert.Single(StrayVariables.Find(program, variables)));
    }

    /// <summary>A start from C# passes the URL as a variable, because it may contain a password.</summary>
    [Fact]
    public void OptionOfAHandleIsAVariable()
    {
        var given = new SuppliedOptions();
        var definition = OfInterval();
        var options = new DaemonOptions { Cluster = "file:/srv/news" };
        options.AddStore(definition, Definitions.CreateProgram(definition), given);
        Assert.Empty(given.Arguments);
        Assert.Equal("file:/srv/news", new Settings(definition, Definitions.CreateProgram(definition), given).Cluster.Text);

        var other = Definitions.With("fetch");
        var exception = Assert.Throws<ArgumentException>(() => options.AddStore(other, Definitions.CreateProgram(other), given));
        Assert.Equal("fetch has no Cluster: its scope is another", exception.Message);
    }

    [Fact]
    public void ConfigurationFileHasTheKey()
    {
        var definition = OfInterval();
        var configured = new ConfiguredSettings();
        configured.Set("fetch", "Cluster", "file:/srv?group=a");
        var program = new DaemonProgram
        {
            Name = "newsapp",
            Version = "1",
            Help = "",
            Daemons = [definition],
            Configuration = () => configured,
        };
        var settings = new Settings(definition, program, new SuppliedOptions());
        settings.Check();
        Assert.Equal(("file:/srv", "a"), (settings.Cluster.Text, settings.Cluster.Group));
    }

    private static DaemonDefinition OfInterval() => Definitions.OfCluster(
        "fetch", "interval=5s", "align-to-clock=yes", "pid-file=/nowhere/a", "log-file=/nowhere/b");

    private static DaemonDefinition OfCron() => Definitions.OfCluster(
        "fetch", "cron=0 3 * * *", "time-zone=UTC", "pid-file=/nowhere/a", "log-file=/nowhere/b");

    private static void Refuses(DaemonDefinition definition, string complaint, string arguments)
    {
        var exception = Assert.Throws<DaemonException>(() => Create(definition, arguments).Check());
        Assert.Contains(complaint, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        Assert.Equal(2, exception.ExitCode);
    }

    private static Settings Create(DaemonDefinition definition, string arguments = "")
    {
        var program = Definitions.CreateProgram(definition);
        string[] line = ["start", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        return new Settings(definition, program, CommandLine.Parse(program, line).OptionsOf(definition));
    }
}
