using System.Diagnostics;
using Daemonize;
using Microsoft.Extensions.Logging;

namespace TestApp;

/// <summary>More daemons for the tests: how they end, what they write, and how they control each other.</summary>
internal static class EndBehaviours
{
    /// <summary>
    /// Starts 200 children, one after the other, each of which exits with code 7; how many did is in the file "exit-codes".
    /// </summary>
    [Daemon]
    internal static async Task Children(CancellationToken stopping)
    {
        const int all = 200;
        var right = 0;
        for (var i = 0; i < all; i++)
        {
            using var child = Process.Start("/bin/sh", ["-c", "exit 7"]);
            await child.WaitForExitAsync(stopping);
            right += child.ExitCode == 7 ? 1 : 0;
        }

        Output.Tell("exit-codes", $"{right} of {all} exited with code 7");
        await Behaviours.Wait(stopping);
    }

    /// <summary>Starts a child that ignores SIGTERM, as it does itself. The child's id is in the file "children".</summary>
    [Daemon(StopTimeout = "1s")]
    internal static void DeafParent()
    {
        using var child = Process.Start("/bin/sh", ["-c", "trap '' TERM; exec sleep 1000"]);
        Tell("children", $"{child.Id}");
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Returns TESTAPP_EXIT_CODE at every tick.</summary>
    [Daemon(Interval = "20ms")]
    internal static int Code() => int.Parse(Setting("TESTAPP_EXIT_CODE"), null);

    /// <summary>One tick that ends only after it is asked to stop: the file "tick" tells that it began, was cancelled, and ended.</summary>
    [Daemon(Interval = "1h")]
    internal static void LongTick(CancellationToken stopping)
    {
        Tell("tick", "began");
        stopping.WaitHandle.WaitOne();
        Tell("tick", "cancelled");

        // The remaining work, long enough to notice a stop that does not wait for it.
        Thread.Sleep(300);
        Tell("tick", "ended");
    }

    /// <summary>Asks itself to stop at the second tick, with TESTAPP_EXIT_CODE.</summary>
    [Daemon(Interval = "20ms")]
    internal static void Quit(DaemonContext daemon)
    {
        Tell("ticks", $"{daemon.TickNumber}");
        if (daemon.TickNumber == 2)
        {
            daemon.RequestStop(Code());
        }
    }

    /// <summary>Writes numbered lines in three ways until it is asked to stop, and the last number into the file "talk".</summary>
    [Daemon]
    internal static void Talk(ILogger logger, CancellationToken stopping)
    {
        var number = 0;
        while (!stopping.WaitHandle.WaitOne(1))
        {
            number++;
            Console.Out.WriteLine($"out {number}");
            Console.Error.WriteLine($"err {number}");
            logger.LogInformation("log {Number}", number);
        }

        Tell("talk", $"{number}");
    }

    /// <summary>Returns at once, but leaves a thread that keeps the process alive.</summary>
    [Daemon]
    internal static void Linger() => new Thread(() => Thread.Sleep(Timeout.Infinite)).Start();

    /// <summary>Is given one second to start.</summary>
    [Daemon(StartTimeout = "1s")]
    internal static Task Brief(CancellationToken stopping) => Behaviours.Wait(stopping);

    /// <summary>Has a full disk for a log.</summary>
    [Daemon(Interval = "20ms", LogFile = "/dev/full")]
    internal static void Full(DaemonContext daemon, ILogger logger)
    {
        logger.LogInformation("nobody will read this");
        Tell("full", $"{daemon.TickNumber}");
    }

    private static string Setting(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set");

    private static void Tell(string file, string line) => File.AppendAllText(Path.Combine(Setting("TESTAPP_OUTPUT"), file), line + "\n");
}
