using System.Diagnostics;
using Daemonize;
using Microsoft.Extensions.Logging;

namespace TestApp;

/// <summary>Daemons for the tests, each good or bad in one way. They report in files of the folder TESTAPP_OUTPUT.</summary>
internal static class Behaviours
{
    /// <summary>Adds a line to the file "ticks" 50 times a second.</summary>
    [Daemon(Interval = "20ms")]
    internal static void Tick(DaemonContext daemon) => Tell("ticks", $"{daemon.TickNumber}");

    /// <summary>Does nothing until it is asked to stop.</summary>
    [Daemon]
    internal static Task Wait(CancellationToken stopping) => Task.Delay(Timeout.Infinite, stopping);

    /// <summary>Does the same, for tests that look for one daemon by its name among those of all tests.</summary>
    [Daemon]
    internal static Task Unmistakable(CancellationToken stopping) => Wait(stopping);

    /// <summary>Has its own place and mask.</summary>
    [Daemon(WorkingDirectory = "/usr", Umask = "027")]
    internal static Task Placed(CancellationToken stopping) => Wait(stopping);

    /// <summary>Says that it has begun, and does not listen when it is asked to stop.</summary>
    [Daemon(StopTimeout = "1s")]
    internal static void Deaf()
    {
        Console.WriteLine("begun");
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Says that it has begun, needs a second and a half to tidy up, and says "tidy" when it is done.</summary>
    [Daemon]
    internal static void Tidy(CancellationToken stopping)
    {
        Console.WriteLine("begun");
        stopping.WaitHandle.WaitOne();
        Thread.Sleep(1500);
        Tell("tidy", "tidy");
    }

    /// <summary>
    /// Starts two children, one of them in a separate process group, and leaves them running. Their ids are in the file "children".
    /// </summary>
    [Daemon]
    internal static Task Parent(CancellationToken stopping)
    {
        Tell(
            "children",
            $"{Start("exec sleep 1000")} " +
            $"{Start("exec python3 -c 'import os; os.setpgid(0, 0); os.execvp(\"sleep\", [\"sleep\", \"1000\"])'")}");
        return Wait(stopping);
    }

    /// <summary>
    /// Runs the shell command TESTAPP_COMMAND, whose output goes to the log, writes its exit code into the file "command", and stays.
    /// </summary>
    [Daemon]
    internal static async Task Shell(CancellationToken stopping)
    {
        using var shell = Process.Start("/bin/sh", ["-c", Setting("TESTAPP_COMMAND")]);
        await shell.WaitForExitAsync(stopping);
        Tell("command", $"{shell.ExitCode}");
        await Wait(stopping);
    }

    /// <summary>Opens the file TESTAPP_OPEN, keeps it, and writes how that went into the file "open".</summary>
    [Daemon]
    internal static async Task Open(CancellationToken stopping)
    {
        try
        {
            using var file = File.OpenHandle(Setting("TESTAPP_OPEN"), FileMode.Open, FileAccess.ReadWrite);
            Tell("open", "opened");
            await Wait(stopping);
        }
        catch (IOException exception)
        {
            Tell("open", exception.Message);
            await Wait(stopping);
        }
    }

    /// <summary>Fails at every tick.</summary>
    [Daemon(Interval = "20ms")]
    internal static void Fail(DaemonContext daemon) => throw new InvalidOperationException($"tick {daemon.TickNumber} went wrong");

    /// <summary>Ends at once with the exit code TESTAPP_EXIT_CODE.</summary>
    [Daemon]
    internal static int Answer() => int.Parse(Setting("TESTAPP_EXIT_CODE"), null);

    /// <summary>Throws at once.</summary>
    [Daemon]
    internal static void Throw() => throw new InvalidOperationException("this daemon always throws");

    /// <summary>Throws on a thread that is not the schedule's.</summary>
    [Daemon]
    internal static Task Crash(CancellationToken stopping)
    {
        new Thread(() => throw new InvalidOperationException("a foreign thread threw")).Start();
        return Wait(stopping);
    }

    /// <summary>Calls Environment.Exit with TESTAPP_EXIT_CODE.</summary>
    [Daemon]
    internal static void Exit() => Environment.Exit(Answer());

    /// <summary>Writes to the console, to the error console and to the log. Then the file "chatted" is there.</summary>
    [Daemon]
    internal static Task Chat(ILogger logger, CancellationToken stopping)
    {
        Console.WriteLine("said to the console");
        Console.Error.WriteLine("said to the error console");
        logger.LogInformation("said to the logger");
        Tell("chatted", "all");
        return Wait(stopping);
    }

    private static string Setting(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set");

    private static void Tell(string file, string line) => File.AppendAllText(Path.Combine(Setting("TESTAPP_OUTPUT"), file), line + "\n");

    private static int Start(string command)
    {
        using var child = Process.Start("/bin/sh", ["-c", command]);
        return child.Id;
    }
}
