using System.Diagnostics;
using Daemonize;
using Microsoft.Extensions.Logging;

namespace ServiceApp;

/// <summary>Daemons that run under supervisors. They write to files in the directory SERVICEAPP_OUTPUT.</summary>
internal static class Services
{
    private static volatile bool _mustHang;

    /// <summary>Ticks, and hangs on request.</summary>
    [Daemon(Interval = "100ms", TickTimeout = "1s", OnStart = nameof(WarmUp), OnReload = nameof(Reload), OnStop = nameof(SayFarewell))]
    internal static void Serve(DaemonContext daemon, ILogger logger, string word = "")
    {
        if (daemon.TickNumber == 1)
        {
            logger.LogInformation("at work");
            logger.LogWarning("a warning\nof two lines");
            logger.LogError("an error");
            Console.WriteLine("plain");
        }

        daemon.Report($"at {daemon.TickNumber}{word}");
        if (_mustHang)
        {
            Thread.Sleep(Timeout.Infinite);
        }
    }

    /// <summary>One of several.</summary>
    [Daemon(Instances = 2)]
    internal static async Task Share(DaemonContext daemon, CancellationToken stopping)
    {
        await Tell($"share-{daemon.InstanceNumber}", $"{daemon.InstanceNumber} of {daemon.InstanceCount}");
        await Task.Delay(Timeout.Infinite, stopping);
    }

    /// <summary>Makes a report at night.</summary>
    [Daemon(Cron = "30 2 * * MON-FRI", TimeZone = "UTC", EnvironmentFile = "-/etc/serviceapp.env")]
    internal static Task Report(DaemonContext daemon) => Tell("report", $"{daemon.TickNumber}");

    /// <summary>Has 100% of what root may do. And more to tell.</summary>
    [Daemon(User = "root", Cron = "@daily", Missed = MissedPolicy.Once, Environment = ["PRICE=5$ or 10%", "LANG"],
        EnvironmentFile = "-/etc/serviceapp.env", MaxMemory = "512MB",
        MaxOpenFiles = 1000, Nice = 5, CoreDumps = true, LogFile = "/srv/rule.log", Jitter = "10s")]
    internal static void Rule()
    {
    }

    /// <summary>Controls another.</summary>
    [Daemon]
    internal static void Conduct(string verb) => _ = verb switch
    {
        "start" => Daemons.Serve.Start(),
        "start-with-word" => Daemons.Serve.Start(new() { Word = "x" }),
        "stop" => Daemons.Serve.Stop(),
        "reload" => Daemons.Serve.Reload(),
        _ => Daemons.Serve.Restart(),
    };

    [DaemonSignal("SIGUSR2")]
    internal static void Hang() => _mustHang = true;

    internal static async Task WarmUp(DaemonContext daemon, CancellationToken stopping)
    {
        using var child = Process.Start(new ProcessStartInfo("/usr/bin/env") { RedirectStandardOutput = true })!;
        await Tell("environment", await child.StandardOutput.ReadToEndAsync(stopping));
        await Tell("started", $"{daemon.ProcessId}");
        await Task.Delay(int.Parse(Environment.GetEnvironmentVariable("SERVICEAPP_WARM_UP") ?? "0", null), stopping);
    }

    internal static Task Reload() =>
        File.Exists(PathOf("bad")) ? throw new InvalidOperationException("the new settings are bad") : Tell("reloaded", "reloaded");

    internal static async Task SayFarewell(StopReason reason, CancellationToken timeIsUp)
    {
        await Task.Delay(int.Parse(Environment.GetEnvironmentVariable("SERVICEAPP_FAREWELL") ?? "0", null), timeIsUp);
        await Tell("stopped", $"{reason}");
    }

    private static Task Tell(string file, string line) => File.AppendAllTextAsync(PathOf(file), line + "\n");

    private static string PathOf(string file) =>
        Path.Combine(
            Environment.GetEnvironmentVariable("SERVICEAPP_OUTPUT") ?? throw new InvalidOperationException("SERVICEAPP_OUTPUT is not set"),
            file);
}
