using Daemonize.Package.Tests.Infrastructure;

namespace Daemonize.Package.Tests;

/// <summary>A program built for .NET 10 with the runtime that follows it.</summary>
public sealed class NextRuntimeTests(TestPackage package)
{
    private const string Program = """
        using Daemonize;
        using Microsoft.Extensions.Logging;

        internal static class Clock
        {
            /// <summary>Logs the version of the runtime at every tick.</summary>
            [Daemon(Interval = "100ms")]
            internal static void Tick(DaemonContext daemon, ILogger logger) =>
                logger.LogInformation("tick {Tick} on .NET {Version}", daemon.TickNumber, Environment.Version);
        }
        """;

    [Fact]
    public async Task SelfContainedProgramLives()
    {
        var app = await Consumer.CreateAsync(package, "next-runtime", Program);
        BuildOutput.AssertHasNoWarning(await app.PublishAsync("--self-contained", $"-p:RuntimeFrameworkVersion={TestPackage.NextRuntime}"));

        using var sandbox = new Sandbox(app.Apphost);
        await sandbox.LiveAsync("tick", "tick.pid", HasTicked);

        static bool HasTicked(string log) => log.Contains($"tick: tick 3 on .NET {TestPackage.NextRuntime}\n", StringComparison.Ordinal);
    }
}
