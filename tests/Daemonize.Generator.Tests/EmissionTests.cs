using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests;

/// <summary>The generated text, reviewed in Snapshots/. It compiles without errors and warnings.</summary>
public sealed class EmissionTests
{
    [Fact]
    public void OneDaemon() => Snapshot.Match(GeneratorHost.Generate("""
        namespace NewsApp;

        internal static class News
        {
            [Daemon(PidFile = "news.pid", Interval = "10s")]
            internal static void Fetch() { }
        }
        """));

    [Fact]
    public void SeveralDaemonsInTheOrderOfTheirNames() => Snapshot.Match(GeneratorHost.Generate(
        """
        namespace NewsApp;

        internal static class News
        {
            [Daemon(Interval = "1h30m")]
            internal static void PruneOldArticles() { }

            [Daemon(Interval = "10s")]
            internal static async Task FetchAsync(CancellationToken stopping) => await Task.Delay(1, stopping);
        }

        internal static class Server
        {
            [Daemon(Name = "api.v2")]
            internal static Task<int> Listen(DaemonContext context) => Task.FromResult(0);
        }
        """,
        ("Version", "2.1.0-beta")), withHelp: true);

    [Fact]
    public void AllSettings() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class News
        {
            private const string Delay = "1.5s";

            [Daemon(
                Name = "headlines",
                PidFile = "/run/news \"and\" more/news.pid",
                LogFile = "news.log",
                Interval = "1h30m",
                InitialDelay = Delay,
                StartTimeout = "00:01:00",
                StopTimeout = "250ms",
                WorkingDirectory = "/srv/news",
                Umask = "027")]
            internal static void Fetch() { }
        }
        """));

    [Fact]
    public void AllSettingsOfTheLog() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class News
        {
            [Daemon(
                Interval = "10s", LogFile = "news.log", ErrorFile = "journal", LogMaxSize = "10MB", LogBackups = 7, LogCompress = true,
                LogFormat = LogFormat.Json)]
            internal static void Fetch() { }

            [Daemon(LogFile = "null", LogMaxSize = "off")]
            internal static void Silent() { }
        }
        """));

    [Fact]
    public void AllSettingsOfSchedulesAndFailures() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class News
        {
            [Daemon(
                Interval = "10s", Jitter = "500ms", JitterSeed = 42, AlignToClock = true, Overlap = OverlapPolicy.Parallel, MaxParallel = 3, Missed = MissedPolicy.All,
                MaxMissed = 7, TickTimeout = "1m", MaxRuns = 1000, OnFailure = FailureAction.Retry, MaxRetries = 5, RetryDelay = "2s", MaxRetryDelay = "30s",
                MaxFailures = 4, OnResult = nameof(Store), Concurrency = 2, Ready = ReadyMode.Manual, Instances = 4)]
            internal static int Fetch() => 0;

            [Daemon(OnFailure = FailureAction.Stop, Overlap = OverlapPolicy.Skip, AlignToClock = false, Ready = ReadyMode.OnStart)]
            internal static void Listen() { }

            internal static void Store(int number) { }
        }
        """));

    [Fact]
    public void AllSettingsOfTheProcess() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class News
        {
            private const string Owner = "news";

            [Daemon(
                User = Owner, Group = "www-data", RootDirectory = "/srv/jail", CoreDumps = true, NoNewPrivileges = true, MaxOpenFiles = 4096, MaxMemory = "512MB",
                Nice = -5, KeepDescriptors = [5, 7], Environment = ["GREETING=\"good\" day", "TERM"], EnvironmentFile = "-/etc/news.env")]
            internal static void Fetch() { }

            [Daemon(Nice = 0, CoreDumps = false, User = null, KeepDescriptors = null, Environment = new string[] { })]
            internal static void Listen() { }
        }
        """));

    [Fact]
    public void AllSettingsOfACluster() => Snapshot.Match(GeneratorHost.Generate("""
        [assembly: Daemonize.Cluster.ClusterStoreProvider(typeof(MemoryStore), "memory")]

        internal static class News
        {
            [Daemon(
                Interval = "10s", AlignToClock = true, Scope = DaemonScope.Cluster, Lease = "30s", Interrupted = InterruptedPolicy.Rerun,
                Fence = false)]
            internal static void Fetch(CancellationToken stop) { }

            [Daemon(Scope = DaemonScope.Instance, Shards = 0)]
            internal static void Listen() { }

            [Daemon(Cron = "0 6 * * *", TimeZone = "Europe/Berlin", Shards = 64, MaxParallel = 4)]
            internal static void Report(DaemonContext daemon, CancellationToken stop) { }
        }

        internal sealed class MemoryStore : Daemonize.Cluster.IClusterStoreProvider
        {
            public static Daemonize.Cluster.ClusterStore Open(string url) => throw new NotSupportedException(url);
        }
        """));

    [Fact]
    public void EverySchedule() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class News
        {
            [Daemon(Interval = "1s")] internal static void Intervals() { }
            [Daemon(Interval = "off", Jitter = "off", TickTimeout = "off")] internal static void NoInterval() { }
            [Daemon(Delay = "1s")] internal static void Delays() { }
            [Daemon(Delay = "off")] internal static void NoDelay() { }
            [Daemon(Cron = "*/5 * * * *", TimeZone = "UTC", OnResult = nameof(Store))] internal static int Crons() => 0;
            [Daemon(Cron = "off")] internal static void NoCron() { }
            [Daemon(Instances = 0)] internal static void Once() { }
            internal static void Store(int number) { }
        }
        """));

    [Fact]
    public void EveryParameterOrder() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class Orders
        {
            [Daemon] internal static void Context(DaemonContext daemon) { }
            [Daemon] internal static void Token(CancellationToken stopping = default) { }
            [Daemon] internal static void Logger(ILogger? logger) { }
            [Daemon] internal static void ContextTokenLogger(DaemonContext daemon, CancellationToken stopping, ILogger logger) { }
            [Daemon] internal static void LoggerContextToken(ILogger logger, DaemonContext daemon, CancellationToken stopping) { }
            [Daemon] internal static Task TokenLogger(CancellationToken stopping, ILogger logger) => Task.CompletedTask;
        }
        """));

    [Fact]
    public void NamesThatNeedCare() => Snapshot.Match(GeneratorHost.Generate("""
        namespace @namespace.await.System
        {
            internal static class @class
            {
                [Daemon(Name = "program")]
                internal static async Task @await(ILogger logger) => await Task.Yield();

                [Daemon(Name = "help")]
                internal static void @return() { }

                [Daemon(Name = "definitions")]
                internal static void @return(DaemonContext context) { }

                [Daemon(Name = "daemon-handle")]
                internal static void Daemonize() { }
            }
        }
        """));

    [Fact]
    public void NestedTypesInTheGlobalNamespace() => Snapshot.Match(GeneratorHost.Generate("""
        internal class Outer
        {
            internal interface IInner
            {
                [Daemon]
                static void Fetch() { }

                protected internal struct Innermost
                {
                    [Daemon]
                    internal static void Prune() { }
                }
            }
        }
        """));
}
