namespace Daemonize.Generator.Tests.Infrastructure;

/// <summary>A program with everything that the generator reads, as input for mutations.</summary>
internal static class RichSource
{
    public const string Text = """
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using Service = Daemonize.DaemonAttribute;

        if (Daemons.TryRun(args, out var exitCode))
        {
            return exitCode;
        }

        return await Task.FromResult(App.News.Zero);

        namespace App
        {
            /// <summary>News.</summary>
            internal static partial class News
            {
                internal const int Zero = 0;
                private const string Often = "10" + "s";

                /// <summary>Fetches.</summary>
                /// <param name="country">-c, the country</param>
                [Daemon(Name = "fetch", PidFile = "/run/news.pid", LogFile = @"news.log", Interval = Often, InitialDelay = "0s",
                    StartTimeout = "00:01:00", StopTimeout = "1h30m", WorkingDirectory = "/srv", Umask = "027")]
                internal static async Task<int> Fetch(
                    DaemonContext daemon, ILogger? logger, string country = "de", int count = 3, DayOfWeek day = DayOfWeek.Monday,
                    TimeSpan? age = null, bool isQuiet = false, params string[] words)
                {
                    while (!daemon.Equals(null)) { await Task.Delay(10); Thread.Sleep(1); }
                    return words.Length;
                }

                [Daemon(Cron = "*/5 * * * *", TimeZone = "UTC", Overlap = OverlapPolicy.Queue, Missed = MissedPolicy.All, MaxMissed = 5, TickTimeout = "1m", OnFailure = FailureAction.Retry,
                    OnResult = nameof(Store), OnError = nameof(Fail), OnStart = nameof(Open), OnStop = "Close", OnReload = nameof(Open), Concurrency = 2), DaemonSignal("SIGALRM", Ignore = true)]
                internal static Task<(int, string?)[]> Results(int delay = 1) => Task.FromResult(new (int, string?)[delay]);
                internal static void Store(object[] items, ILogger logger) { }
                internal static void Store((int, string?)[] items) { }
                internal static ValueTask<FailureAction> Fail(Exception failure, DaemonContext daemon) => default;
                internal static Task Open(CancellationToken stopping) => Task.CompletedTask;
                private static void Close(StopReason reason) { }
                [DaemonSignal("SIGUSR2"), DaemonSignal("SIGRTMIN+5")] internal static async Task Dump(ILogger logger) => await Task.Yield();

                [Service(Interval = "1 hour"), Obsolete] public static ValueTask @await(CancellationToken stopping) => default;

                [Daemon] internal static partial void Partial(ref int number);
                internal static partial void Partial(ref int number) { }

                [Daemon(Name = nameof(Zero))] private static void Hidden<T>(T item) where T : struct => _ = item;

                internal interface IInner<TItem>
                {
                    [Daemon] static virtual void Virtual((int, string) pair, int* pointer, dynamic thing) { }
                    [Daemon(PidFile = "/tmp/x.pid")] static unsafe void Static(delegate*<void> function, string[,] table) { }
                }

                [DllImport("libc", EntryPoint = "fork")] private static extern int Fork();
                [ModuleInitializer] internal static void Initialize() { }
            }

            file record struct Local([property: Daemon] int Number)
            {
                [Daemon] public static Task operator +(Local left, Local right) => Task.CompletedTask;
                internal int this[int index] { [Daemon] get => index; [Daemon] set { } }
                internal event Action Changed { [Daemon] add { } [Daemon] remove { } }
                internal static void Outer()
                {
                    [Daemon] static void Inner() { }
                    Action lambda = [Daemon] async () => await Task.Yield();
                    Inner();
                }
            }

            internal static class Extensions
            {
                extension(string text) { [Daemon] internal static void Extended() { } }
                [Daemon(Interval = null, Umask = "9")] internal static ref readonly int Ref(this in int number) => ref number;
            }
        }
        """;
}
