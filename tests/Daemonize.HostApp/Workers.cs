using Daemonize;

namespace HostApp;

/// <summary>Logs at each level, and writes its content root, a setting and its environment to the file HOSTAPP_OUTPUT.</summary>
internal sealed class TalkingWorker(
    ILoggerFactory loggers, IHostEnvironment environment, IConfiguration configuration, DaemonContext daemon) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var talk = loggers.CreateLogger("HostApp.Talk");
        talk.LogTrace("not to be seen");
        talk.LogDebug("in detail");
        talk.LogInformation("{Name} at work", daemon.Name);
        talk.LogWarning("a warning");
        talk.LogError(new InvalidOperationException("the cause"), "an error");
        talk.LogCritical("the worst");
        loggers.CreateLogger("HostApp.Other").LogDebug("not to be seen");
        using var env =
            System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/usr/bin/env") { RedirectStandardOutput = true })!;
        await Output.Tell(
            $"{environment.ContentRootPath} {configuration["Greeting"]}\n{await env.StandardOutput.ReadToEndAsync(stoppingToken)}");
        await Task.Delay(Timeout.Infinite, stoppingToken);
    }
}

/// <summary>Finishes its start when the file HOSTAPP_OUTPUT exists.</summary>
internal sealed class SlowService(ILogger<SlowService> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        logger.LogInformation("waits");
        while (!File.Exists(Output.File))
        {
            // Polls without inotify(7): the tests count the processes of this program that watch files.
            await Task.Delay(10, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal sealed class BrokenService : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("there is no database");

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Stops its host when the file HOSTAPP_OUTPUT exists, with the exit code in the file.</summary>
internal sealed class QuittingWorker(IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Environment.ExitCode = await Output.WaitForNumber(stoppingToken);
        lifetime.StopApplication();
    }
}

internal sealed class CrashingWorker : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Output.WaitForNumber(stoppingToken);
        throw new InvalidOperationException("the worker has failed");
    }
}

internal sealed class StubbornWorker : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, CancellationToken.None);
}

/// <summary>The file that the tests and the workers exchange data through.</summary>
internal static class Output
{
    public static string File =>
        Environment.GetEnvironmentVariable("HOSTAPP_OUTPUT") ?? throw new InvalidOperationException("HOSTAPP_OUTPUT is not set");

    public static async Task Tell(string text)
    {
        await System.IO.File.WriteAllTextAsync(File + ".new", text);
        System.IO.File.Move(File + ".new", File);
    }

    public static async Task<int> WaitForNumber(CancellationToken stopping)
    {
        int number;
        while (!System.IO.File.Exists(File) || !int.TryParse(await System.IO.File.ReadAllTextAsync(File, stopping), out number))
        {
            // Polls without inotify(7), as above.
            await Task.Delay(10, stopping);
        }

        return number;
    }
}
