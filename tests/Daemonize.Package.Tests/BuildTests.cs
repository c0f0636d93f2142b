using Daemonize.Package.Tests.Infrastructure;

namespace Daemonize.Package.Tests;

/// <summary>The diagnostics of a build with the package, and the program that it produces.</summary>
public sealed class BuildTests(TestPackage package)
{
    /// <summary>The user's code here follows all rules; the generated code must too.</summary>
    [Fact]
    public async Task StrictestAnalysisFindsNothingInGeneratedCode()
    {
        var app = await Consumer.CreateAsync(package, "strict", """
            using System.Globalization;
            using Daemonize;

            namespace App;

            /// <summary>Daemons of several forms.</summary>
            internal static class Work
            {
                /// <summary>Runs until it is stopped &amp; more.</summary>
                [Daemon(PidFile = "serve.pid", LogFile = "serve.log", StartTimeout = "5s", StopTimeout = "1m30s", Umask = "077", WorkingDirectory = "/tmp")]
                internal static async Task<int> Serve(CancellationToken stopping)
                {
                    await Task.Delay(Timeout.Infinite, stopping).ConfigureAwait(false);
                    return 0;
                }

                /// <summary>Takes options of every kind.</summary>
                /// <param name="text">-t, Some text.</param>
                /// <param name="number">A number.</param>
                /// <param name="ratio">Another.</param>
                /// <param name="loud">A flag.</param>
                /// <param name="day">A name.</param>
                /// <param name="pause">A duration.</param>
                /// <param name="since">An instant.</param>
                /// <param name="address">An address.</param>
                /// <param name="input">A file.</param>
                /// <param name="host">What reads itself.</param>
                /// <param name="limit">Perhaps a number.</param>
                /// <param name="tags">Several.</param>
                [Daemon(Interval = "1m")]
                internal static int Options(
                    string text, long number, double ratio = 0.5, bool loud = false, DayOfWeek day = DayOfWeek.Monday, TimeSpan pause = default, DateTimeOffset? since = null,
                    Uri? address = null, FileInfo? input = null, System.Net.IPAddress? host = null, byte? limit = null, params string[] tags) =>
                    HashCode.Combine(text, number, ratio, loud, day, pause, since) == HashCode.Combine(address, input, host, limit, tags.Length) ? 1 : 0;

                [Daemon(Name = "count", Interval = "500ms", InitialDelay = "00:00:01")]
                internal static ValueTask Tick(DaemonContext daemon) =>
                    new(File.WriteAllTextAsync("/tmp/count", daemon.TickNumber.ToString(CultureInfo.InvariantCulture), daemon.Stopping));
            }
            """,
            """
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors><AnalysisLevel>latest-all</AnalysisLevel><EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
            <GenerateDocumentationFile>true</GenerateDocumentationFile><Features>strict</Features><CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
            <IsAotCompatible>true</IsAotCompatible>
            """);

        var build = await app.BuildAsync();

        Assert.True(build.ExitCode == 0, build.ToString());
        BuildOutput.AssertHasNoWarning(build.Output);
    }

    [Fact]
    public async Task OwnMainRunsTheDaemons()
    {
        var app = await Consumer.CreateAsync(package, "own-main", """
            using Daemonize;

            return Daemons.Run(args);

            internal static class Clock
            {
                [Daemon(Interval = "100ms")]
                internal static void Tick()
                {
                }
            }
            """, "<Version>4.5.6</Version>");

        var build = await app.BuildAsync();

        Assert.True(build.ExitCode == 0, build.ToString());
        BuildOutput.AssertHasNoWarning(build.Output);
        using var sandbox = new Sandbox(app.Apphost);
        Assert.Equal("4.5.6\n", (await sandbox.CallAsync("--version")).Output);
    }

    /// <summary>An ordinary build of a project that publishes with NativeAOT runs with the JIT, which generates code at run time.</summary>
    [Fact]
    public async Task UnitOfAnOrdinaryBuildSuitsTheJit()
    {
        var app = await Consumer.CreateAsync(package, "publish-aot", Consumer.Ticking, "<PublishAot>true</PublishAot>");

        var build = await app.BuildAsync();

        Assert.True(build.ExitCode == 0, build.ToString());
        using var sandbox = new Sandbox(app.Apphost);
        var unit = await sandbox.CallAsync("unit", "systemd");
        Assert.Contains("NoNewPrivileges=yes", unit.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("MemoryDenyWriteExecute", unit.Output, StringComparison.Ordinal);
    }

    /// <summary>The property reaches the generator through the package's buildTransitive.</summary>
    [Fact]
    public async Task MainIsNotGeneratedWhereTheProjectSaysSo()
    {
        var app = await Consumer.CreateAsync(package, "no-main", Consumer.Ticking, "<DaemonizeGenerateMain>false</DaemonizeGenerateMain>");

        var build = await app.BuildAsync();

        Assert.Equal(["CS5001"], BuildOutput.Errors(build.Output));
    }

    [Fact]
    public async Task MistakeIsOneError()
    {
        var app = await CreateMistakenAsync("mistake");

        var build = await app.BuildAsync();

        Assert.Equal(1, build.ExitCode);
        Assert.Equal(["DMN001"], BuildOutput.Errors(build.Output));
        Assert.Contains("Program.cs(6,19): error DMN001: ", build.Output, StringComparison.Ordinal);
        BuildOutput.AssertHasNoWarning(build.Output);
    }

    [Fact]
    public async Task MistakeThatNoAnalyzerReportedMakesAProgramThatRefuses()
    {
        var app = await CreateMistakenAsync("mistake-unseen");
        var build = await app.BuildAsync("-p:RunAnalyzers=false");
        Assert.True(build.ExitCode == 0, build.ToString());
        using var sandbox = new Sandbox(app.Apphost);

        var start = await sandbox.CallAsync("start");

        Assert.Equal(1, start.ExitCode);
        Assert.Empty(start.Output);
        Assert.Matches(@"^app: .*RunAnalyzers.*\n$", start.Error);
        Assert.Empty(Directory.GetFiles(sandbox.RunFolder));
    }

    private Task<Consumer> CreateMistakenAsync(string folder) => Consumer.CreateAsync(package, folder, """
        using Daemonize;

        internal sealed class Clock
        {
            [Daemon(Interval = "1s")]
            internal void Tick()
            {
            }
        }
        """);
}
