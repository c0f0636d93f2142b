using Daemonize;
using Microsoft.Extensions.Logging;

namespace TestApp;

/// <summary>Daemons that report how they begin, when they are ready, their current activity, and how they end.</summary>
internal static class LifeBehaviours
{
    /// <summary>The file "life" tells what was called, in order. With TESTAPP_FAIL, that is why OnStart or OnStop fails.</summary>
    [Daemon(OnStart = nameof(Prepare), OnStop = nameof(Leave))]
    internal static async Task Greet(DaemonContext daemon, CancellationToken stopping)
    {
        Output.Tell("life", "began");
        if (Environment.GetEnvironmentVariable("TESTAPP_EXIT_CODE") is { } code)
        {
            daemon.RequestStop(int.Parse(code, null));
        }

        await Behaviours.Wait(stopping);
    }

    /// <summary>Is ready when the file "go" is there, which it looks for when the file "look" tells that it does.</summary>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static async Task Slow(DaemonContext daemon, CancellationToken stopping)
    {
        Output.Tell("look", "now");
        while (!File.Exists(Output.PathOf("go")))
        {
            await Task.Delay(10, stopping);
        }

        daemon.NotifyReady();
        await Behaviours.Wait(stopping);
    }

    /// <summary>Ends before it is ready, as TESTAPP_EXIT_CODE says.</summary>
    [Daemon(Ready = ReadyMode.Manual)]
    internal static int Hasty() => Behaviours.Answer();

    /// <summary>Reports its current activity, with text that a terminal would take for a command.</summary>
    [Daemon(Interval = "20ms")]
    internal static void Speak(DaemonContext daemon)
    {
        daemon.Report("at page 3\u001b[2J");
        if (daemon.TickNumber <= 2)
        {
            throw new InvalidOperationException("a bad page");
        }
    }

    internal static async Task Prepare(ILogger logger, CancellationToken stopping)
    {
        await Task.Delay(1, stopping);
        logger.LogInformation("preparing");
        Output.Tell("life", "prepared");
        FailIf("start");
    }

    internal static void Leave(StopReason reason)
    {
        Output.Tell("life", $"left: {reason}");
        FailIf("stop");
    }

    private static void FailIf(string when)
    {
        if (Environment.GetEnvironmentVariable("TESTAPP_FAIL") == when)
        {
            throw new InvalidOperationException("the database is away");
        }
    }
}
