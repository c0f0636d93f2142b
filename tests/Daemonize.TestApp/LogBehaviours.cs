using System.Diagnostics;
using Daemonize;
using Microsoft.Extensions.Logging;

namespace TestApp;

/// <summary>Daemons that log much, and in several ways.</summary>
internal static class LogBehaviours
{
    private const int Threads = 4;

    /// <summary>More than a pipe takes in one piece.</summary>
    private const int LargeLength = 6000;
    private const int LargeEvery = 500;

    private const string Child = """
        import os, sys
        for number in range(int(sys.argv[1])):
            os.write(1 + number % 2, b"w4 %d %s end\n" % (number, b"x" * 140))
        """;

    /// <summary>
    /// Four threads, each by turns with the console and the logger, and a child write TESTAPP_LINES lines each: "w3 117 xxx end" is the
    /// 117th of thread 3. Then the file "written" is there.
    /// </summary>
    [Daemon(LogMaxSize = "2MB", LogBackups = 1000)]
    internal static async Task Chatter(ILogger logger, CancellationToken stopping)
    {
        var lines = int.Parse(Environment.GetEnvironmentVariable("TESTAPP_LINES") ?? "1000", null);
        using var child = Process.Start("python3", ["-c", Child, $"{lines}"]);
        var threads = Enumerable.Range(0, Threads).Select(writer => new Thread(() => Write(logger, writer, lines))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        await child.WaitForExitAsync(stopping);
        Output.Tell("written", $"{child.ExitCode}");
        await Task.Delay(Timeout.Infinite, stopping);
    }

    /// <summary>Writes a numbered line with the logger 100 times a second.</summary>
    [Daemon(Interval = "10ms", LogMaxSize = "16KB", LogBackups = 3, LogCompress = true)]
    internal static void Count(DaemonContext daemon, ILogger logger) => logger.LogInformation("number {Number}", daemon.TickNumber);

    /// <summary>Crashes on a separate thread, with a line before.</summary>
    [Daemon(LogMaxSize = "1MB")]
    internal static Task Crashing(CancellationToken stopping)
    {
        new Thread(() =>
        {
            Console.WriteLine("the last line");
            throw new InvalidOperationException("on purpose");
        }).Start();
        return Task.Delay(Timeout.Infinite, stopping);
    }

    /// <summary>
    /// Writes 300 numbered lines of the logger when the kernel answers each attempt to lock a file with the error TESTAPP_ERRNO, as file
    /// systems without locks do. Then the file "written" is there.
    /// </summary>
    [Daemon(LogMaxSize = "4KB")]
    internal static async Task Lockless(ILogger logger, CancellationToken stopping)
    {
        Seccomp.Deny(Seccomp.FileControl, Seccomp.OfdSetLock, int.Parse(Environment.GetEnvironmentVariable("TESTAPP_ERRNO")!, null));
        for (var number = 1; number <= 300; number++)
        {
            logger.LogInformation("number {Number}", number);
        }

        Output.Tell("written", "all");
        await Task.Delay(Timeout.Infinite, stopping);
    }

    /// <summary>Writes a letter that is not of ASCII, to the console and with the logger.</summary>
    [Daemon]
    internal static async Task Umlaut(ILogger logger, CancellationToken stopping)
    {
        Console.WriteLine("console ä");
        logger.LogInformation("record ä");
        Output.Tell("written", "both");
        await Task.Delay(Timeout.Infinite, stopping);
    }

    private static void Write(ILogger logger, int writer, int lines)
    {
        for (var number = 0; number < lines; number++)
        {
            var line = $"w{writer} {number} {new string('x', number % LargeEvery == 0 ? LargeLength : 120)} end";
            if (number % LargeEvery == 0 || number % 3 == 0)
            {
                // Not a message template: text in braces would be a placeholder.
                logger.Log(LogLevel.Information, default, line, exception: null, static (text, _) => text);
            }
            else if (number % 3 == 1)
            {
                Console.WriteLine(line);
            }
            else
            {
                Console.Error.WriteLine(line);
            }
        }
    }
}
