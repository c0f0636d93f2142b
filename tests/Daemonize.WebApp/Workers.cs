using Daemonize;

namespace WebApp;

/// <summary>Work that the web application leaves to separate processes.</summary>
internal static class Workers
{
    /// <summary>Says what it was given in the file WEBAPP_OUTPUT, and waits.</summary>
    /// <param name="topic">What it is about.</param>
    /// <param name="weights">How much of it.</param>
    [Daemon]
    internal static async Task Worker(string topic, CancellationToken stopping, params double[] weights)
    {
        await File.AppendAllTextAsync(
            Environment.GetEnvironmentVariable("WEBAPP_OUTPUT")!, $"{topic} {string.Join(';', weights)}\n", stopping);
        await Task.Delay(Timeout.Infinite, stopping);
    }

    /// <summary>Is never ready: see Program.cs.</summary>
    [Daemon(StartTimeout = "1h")]
    internal static Task Slow(CancellationToken stopping) => Task.Delay(Timeout.Infinite, stopping);
}
