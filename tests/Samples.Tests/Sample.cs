namespace Samples.Tests;

/// <summary>The programs under samples/, at their build output.</summary>
internal static class Sample
{
    public static App Nightly { get; } = new("Nightly", "Nightly");

    public static App Pipeline { get; } = new("Pipeline", "Pipeline");

    public static App Primes { get; } = new("Primes", "Primes");

    public static App WebService { get; } = new("WebService", "WebService");

    /// <summary>Stops the program's daemons and checks that none of their processes and files are left.</summary>
    public static async Task StopAsync(this Sandbox sandbox, App app, params DaemonFiles[] daemons)
    {
        (await sandbox.RunAsync(app, "stop")).Succeeds();
        foreach (var daemon in daemons)
        {
            await sandbox.AssertNothingIsLeftAsync(daemon);
        }
    }
}
