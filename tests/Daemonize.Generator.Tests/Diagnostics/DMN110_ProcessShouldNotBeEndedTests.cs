using Daemonize.CodeFixes;
using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN110_ProcessShouldNotBeEndedTests
{
    [Theory]
    [InlineData("Environment.Exit(3)")]
    [InlineData("Environment.FailFast(\"bad\")")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Kill()")]
    public Task EndIsReported(string call) =>
        Verify.MembersAsync($"[Daemon(Interval = \"1s\")] internal static void Fetch() => {{|DMN110:{call}|}};");

    [Theory]
    [InlineData("daemon.RequestStop(3)")]
    [InlineData("System.Diagnostics.Process.GetProcessById(1).Kill()")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Refresh()")]
    public Task OtherEndIsFine(string call) =>
        Verify.MembersAsync($"[Daemon(Interval = \"1s\")] internal static void Fetch(DaemonContext daemon) {{ _ = daemon.Name; {call}; }}");

    [Fact]
    public Task EndInWhatADaemonCallsIsReported() => Verify.MembersAsync("""
        [Daemon(Interval = "1s")] internal static void Fetch() => GiveUp();
        private static void GiveUp() => {|DMN110:Environment.Exit(3)|};
        private static void End() => Environment.Exit(3);
        """);

    [Fact]
    public Task ExitBecomesStopAndReturn() => Verify.FixAsync<StopDaemonCodeFix>(
        """
        internal static class News
        {
            [Daemon(Interval = "1s")]
            internal static void Fetch(ILogger logger)
            {
                if (logger is null)
                {
                    // Keeps its comment.
                    {|DMN110:Environment.Exit(3)|}; // And this one.
                }

                if (logger is not null)
                {|DMN110:Environment.Exit(-1)|};

                {|DMN110:Environment.Exit(0)|};
            }

            [Daemon(Interval = "1s")]
            internal static void Prune(DaemonContext daemon) => {|DMN110:Environment.Exit(exitCode: 2)|};
        }
        """,
        """
        internal static class News
        {
            [Daemon(Interval = "1s")]
            internal static void Fetch(DaemonContext daemon, ILogger logger)
            {
                if (logger is null)
                {
                    // Keeps its comment.
                    daemon.RequestStop(3); // And this one.
                    return;
                }

                if (logger is not null)
                {
                    daemon.RequestStop(255);
                    return;
                }

                daemon.RequestStop();
            }

            [Daemon(Interval = "1s")]
            internal static void Prune(DaemonContext daemon) => daemon.RequestStop(exitCode: 2);
        }
        """);

    [Fact]
    public Task WhateverTheMethodReturnsIsReturned() => Verify.FixAsync<StopDaemonCodeFix>(
        """
        internal static class News
        {
            [Daemon]
            internal static int First(DaemonContext daemon)
            {
                {|DMN110:Environment.Exit(1)|};
                return 1;
            }

            [Daemon(Interval = "1s")]
            internal static async Task<int> Second(DaemonContext daemon)
            {
                await Task.Delay(1, daemon.Stopping);
                {|DMN110:Environment.Exit(1)|};
                throw new InvalidOperationException();
            }

            [Daemon]
            internal static async Task Third(DaemonContext daemon)
            {
                switch (daemon.TickNumber)
                {
                    case 1:
                        {|DMN110:Environment.Exit(1)|};
                        break;
                }

                await Task.Delay(1, daemon.Stopping);
            }

            [Daemon]
            internal static Task Fourth(DaemonContext daemon)
            {
                if (daemon.TickNumber > 1)
                {
                    {|DMN110:Environment.Exit((int)daemon.TickNumber)|};
                }

                return Task.Delay(1, daemon.Stopping);
            }
        }
        """,
        """
        internal static class News
        {
            [Daemon]
            internal static int First(DaemonContext daemon)
            {
                daemon.RequestStop(1);
                return 1;
            }

            [Daemon(Interval = "1s")]
            internal static async Task<int> Second(DaemonContext daemon)
            {
                await Task.Delay(1, daemon.Stopping);
                daemon.RequestStop(1);
                return 0;
            }

            [Daemon]
            internal static async Task Third(DaemonContext daemon)
            {
                switch (daemon.TickNumber)
                {
                    case 1:
                        daemon.RequestStop(1);
                        return;
                }

                await Task.Delay(1, daemon.Stopping);
            }

            [Daemon]
            internal static Task Fourth(DaemonContext daemon)
            {
                if (daemon.TickNumber > 1)
                {
                    daemon.RequestStop((int)daemon.TickNumber);
                    return Task.CompletedTask;
                }

                return Task.Delay(1, daemon.Stopping);
            }
        }
        """);

    [Fact]
    public Task CalleeWithTheContextStops() => Verify.FixAsync<StopDaemonCodeFix>(
        """
        internal static class News
        {
            [Daemon(Interval = "1s")]
            internal static void Fetch(DaemonContext daemon) => GiveUp(daemon, true);

            private static bool GiveUp(DaemonContext daemon, bool isSure)
            {
                if (isSure)
                {
                    {|DMN110:Environment.Exit(3)|};
                }

                return isSure;
            }
        }
        """,
        """
        internal static class News
        {
            [Daemon(Interval = "1s")]
            internal static void Fetch(DaemonContext daemon) => GiveUp(daemon, true);

            private static bool GiveUp(DaemonContext daemon, bool isSure)
            {
                if (isSure)
                {
                    daemon.RequestStop(3);
                    return default;
                }

                return isSure;
            }
        }
        """);

    [Fact]
    public Task OtherEndIsOnlyReported()
    {
        const string Source = """
            internal static class News
            {
                [Daemon(Interval = "1s")]
                internal static void Fetch(DaemonContext daemon)
                {
                    Action end = () => {|DMN110:Environment.Exit(1)|};
                    try
                    {
                        end();
                    }
                    finally
                    {
                        {|DMN110:Environment.Exit(1)|};
                    }

                    {|DMN110:Environment.FailFast("bad")|};
                    GiveUp();
                }

                private static void GiveUp() => {|DMN110:Environment.Exit(1)|};
            }
            """;
        return Verify.FixAsync<StopDaemonCodeFix>(Source, Source);
    }
}
