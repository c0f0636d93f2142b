using Daemonize;
using Microsoft.Extensions.Logging;

namespace TestApp;

/// <summary>What the page of the control room shows, for tests in a browser.</summary>
internal static class PageBehaviours
{
    /// <summary>Text that would be markup, turn its direction, move a cursor, or be a link, if somebody let it.</summary>
    private const string Hostile = "<script>alert(1)</script><img src=x onerror=alert(2)> javascript:alert(3) \u202egnp.exe\u2066 \e[2J\e[31mred\e[0m "
        + "\e]0;title\a\e]8;;http://localhost/\alink\e]8;;\a \u009b1mC1 \"'&quot;";

    private const int LongLine = 1 << 20;

    /// <summary>Writes a line each second.</summary>
    [Daemon(Interval = "1s")]
    internal static void Beat(DaemonContext daemon) =>
        daemon.Logger.LogInformation("beat {Tick} of {Process}", daemon.TickNumber, Environment.ProcessId);

    /// <summary>Says hostile things wherever a program can. &lt;b&gt;Also here.&lt;/b&gt;</summary>
    [Daemon(Interval = "1s")]
    internal static void Hostility(DaemonContext daemon)
    {
        daemon.Report(Hostile);
        Console.WriteLine(Hostile);
        daemon.Logger.LogWarning("{Text}", Hostile);
        if (daemon.TickNumber == 1)
        {
            Console.WriteLine(new string('x', LongLine));
        }

        if (daemon.TickNumber % 2 == 1)
        {
            throw new InvalidOperationException(Hostile);
        }
    }
}
